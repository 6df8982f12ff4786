/** The domain key record, kind 03: docs/formats/domain-key.md. */
import { readUint16, readUint32, uint16Bytes, uint32Bytes } from "../bytes/big-endian.ts"
import { concatBytes } from "../bytes/concat.ts"
import { equalBytes } from "../bytes/equal.ts"
import type { RandomSource } from "../random/random-source.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { epochBytes, readEpoch } from "./epoch.ts"
import { deriveBytes } from "./kdf.ts"
import {
  bodyOverheadBytes,
  domainKeyHead,
  formats,
  hasPrefix,
  prefixOf,
  requireLength,
  slotHead,
  writeHead,
} from "./layout.ts"
import { open } from "./open.ts"
import { type Place, seal } from "./seal.ts"

const format = formats.domainKey
const domainKeyBytes = 32
const slotTypeLocal = 0x01
const slotHeadBytes = slotHead.bodyLength[1]
const slotBodyBytes = bodyOverheadBytes + domainKeyBytes
const slotBytes = slotHeadBytes + slotBodyBytes
const slotsMax = 16
/** Head and slot count. */
const slotsAt = format.headBytes + 2

export interface DomainKeySlot {
  /** 16 bytes: which root key opens this slot. */
  rootKeyId: Uint8Array
  rootVersion: number
}

/** What a domain key record says about itself. */
export interface DomainKeyRecord {
  /** 16 bytes. */
  domainKeyId: Uint8Array
  /** From 1. */
  epoch: number
  /** In the order of the record. */
  slots: readonly DomainKeySlot[]
}

export interface DomainKeyToSeal {
  /** The root key, imported as an HMAC key. */
  rootKey: HmacKey
  /** The caller's number for this root key, 0 to 2^32 - 1. */
  rootVersion: number
  /** 16 bytes. */
  domainKeyId: Uint8Array
  /** From 1. */
  epoch: number
  /** 32 bytes. Not wiped. */
  domainKey: Uint8Array
  random: RandomSource
}

/** The id of a root key: 16 bytes, by which a wrong one is known before anything is opened. */
export function rootKeyId(symmetric: Symmetric, rootKey: HmacKey): Promise<Uint8Array> {
  const context = new Uint8Array(0)
  return deriveBytes(symmetric, rootKey, { label: "kms/v1/root-id", context, length: 16 })
}

/**
 * Seals a domain key under a root key: a record with one slot, 163 bytes (docs/formats/domain-key.md). Throws
 * `envelope/length` or `envelope/epoch` for what does not fit the table.
 */
export async function sealDomainKey(
  symmetric: Symmetric,
  { rootKey, rootVersion, domainKeyId, epoch, domainKey, random }: DomainKeyToSeal,
): Promise<Uint8Array> {
  requireLength("domainKey", domainKey, { min: domainKeyBytes, max: domainKeyBytes })
  const head = writeHead(domainKeyHead, {
    prefix: prefixOf(format),
    flags: Uint8Array.of(0),
    domainKeyId,
    epoch: epochBytes(epoch),
  })
  const slot = writeHead(slotHead, {
    type: Uint8Array.of(slotTypeLocal),
    rootKeyId: await rootKeyId(symmetric, rootKey),
    rootVersion: uint32Bytes(rootVersion),
    bodyLength: uint16Bytes(slotBodyBytes),
  })
  const place = slotPlace(rootKey, head, slot)
  const body = await seal(symmetric, place, { plaintext: domainKey, random })
  return concatBytes(head, uint16Bytes(1), slot, body)
}

/** What a record says, or nothing when the bytes are not exactly of that format. Touches no key. */
export function readDomainKeyRecord(record: Uint8Array): DomainKeyRecord | undefined {
  if (record.length < slotsAt || !hasPrefix(record, format)) return undefined
  const count = readUint16(record, format.headBytes)
  const epoch = readEpoch(record, domainKeyHead.epoch[0])
  if (record[domainKeyHead.flags[0]] !== 0 || epoch === undefined) return undefined
  // Every slot that is specified has one length, so the count alone decides the record's.
  const lengthFits = record.length === slotsAt + count * slotBytes
  if (count < 1 || count > slotsMax || !lengthFits) return undefined
  const slots = slotsOf(record)
  if (!slots.every(isLocalSlot)) return undefined
  return {
    domainKeyId: record.slice(...domainKeyHead.domainKeyId),
    epoch,
    slots: slots.map((slot) => ({
      rootKeyId: slot.slice(...slotHead.rootKeyId),
      rootVersion: readUint32(slot, slotHead.rootVersion[0]),
    })),
  }
}

/**
 * The domain key of a record, or nothing: when no slot names this root key, when the slot was changed, and when the
 * bytes are not of the format. `readDomainKeyRecord` and `rootKeyId` tell these apart. The caller wipes the key.
 */
export async function openDomainKey(
  symmetric: Symmetric,
  { rootKey, record }: { rootKey: HmacKey; record: Uint8Array },
): Promise<Uint8Array | undefined> {
  if (readDomainKeyRecord(record) === undefined) return undefined
  const id = await rootKeyId(symmetric, rootKey)
  const slot = slotsOf(record).find((one) => equalBytes(one.subarray(...slotHead.rootKeyId), id))
  if (slot === undefined) return undefined
  const head = record.subarray(0, format.headBytes)
  const place = slotPlace(rootKey, head, slot.subarray(0, slotHeadBytes))
  return open(symmetric, place, slot.subarray(slotHeadBytes))
}

/** What the body of a slot is bound to. The slot count is not in it: slots come and go. */
function slotPlace(rootKey: HmacKey, head: Uint8Array, slot: Uint8Array): Place {
  return {
    parent: rootKey,
    label: format.label,
    head: concatBytes(head, slot),
    associated: new Uint8Array(0),
  }
}

/** The slots as views; the record's length is checked. */
function slotsOf(record: Uint8Array): Uint8Array[] {
  const slots: Uint8Array[] = []
  for (let at = slotsAt; at < record.length; at += slotBytes) {
    slots.push(record.subarray(at, at + slotBytes))
  }
  return slots
}

function isLocalSlot(slot: Uint8Array): boolean {
  const isLocal = slot[slotHead.type[0]] === slotTypeLocal
  return isLocal && readUint16(slot, slotHead.bodyLength[0]) === slotBodyBytes
}
