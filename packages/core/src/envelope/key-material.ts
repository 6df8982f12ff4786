/** Wrapped key material, kind 02: docs/formats/key-material.md. */
import { readUint16, uint16Bytes } from "../bytes/big-endian.ts"
import { concatBytes } from "../bytes/concat.ts"
import { CoreError } from "../errors.ts"
import type { RandomSource } from "../random/random-source.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { epochBytes, readEpoch } from "./epoch.ts"
import { deriveBytes } from "./kdf.ts"
import {
  fitsFormat,
  formats,
  keyMaterialHead,
  prefixOf,
  requireLength,
  writeHead,
} from "./layout.ts"
import { lengthPrefixed } from "./length-prefixed.ts"
import { isMaterialType, type MaterialType } from "./material-types.ts"
import { open } from "./open.ts"
import { type Place, seal } from "./seal.ts"

const format = formats.keyMaterial

/** What a wrapped record says about itself. */
export interface KeyMaterialHeader {
  /** 16 bytes: the parent. */
  domainKeyId: Uint8Array
  /** Of the domain key, from 1. */
  epoch: number
  /** 16 bytes. */
  keyId: Uint8Array
  multiRegion: boolean
  /** 32 bytes. */
  keyMaterialId: Uint8Array
  /** A value of `materialTypes`. */
  materialType: MaterialType
}

export interface KeyMaterialToWrap {
  /** The domain key, imported as an HMAC key. */
  parent: HmacKey
  header: KeyMaterialHeader
  /** What never changes about the key, in an order that is always the same. Not stored in the record. */
  attributes: readonly string[]
  /** 1 to 8192 bytes. Not wiped. */
  material: Uint8Array
  random: RandomSource
}

export interface KeyMaterialToUnwrap {
  /** The domain key that `readKeyMaterialHeader` names, imported as an HMAC key. */
  parent: HmacKey
  record: Uint8Array
  /** As they were when the material was wrapped. */
  attributes: readonly string[]
}

/** The header of a wrapped record, or nothing when the bytes are not exactly of that format. Touches no key. */
export function readKeyMaterialHeader(record: Uint8Array): KeyMaterialHeader | undefined {
  if (!fitsFormat(record, format)) return undefined
  const flags = record[keyMaterialHead.flags[0]] as number
  const epoch = readEpoch(record, keyMaterialHead.epoch[0])
  const materialType = readUint16(record, keyMaterialHead.materialType[0])
  if (flags > 1 || epoch === undefined || !isMaterialType(materialType)) return undefined
  return {
    domainKeyId: record.slice(...keyMaterialHead.domainKeyId),
    epoch,
    keyId: record.slice(...keyMaterialHead.keyId),
    multiRegion: flags === 1,
    keyMaterialId: record.slice(...keyMaterialHead.keyMaterialId),
    materialType,
  }
}

/**
 * Wraps key material under a domain key, bound to its header and its attributes (docs/formats/key-material.md). Throws
 * `envelope/length`, `envelope/epoch` or `envelope/material-type` for a header that has no bytes, and
 * `bytes/lone-surrogate` for an attribute that has none.
 */
export async function wrapKeyMaterial(
  symmetric: Symmetric,
  { parent, header, attributes, material, random }: KeyMaterialToWrap,
): Promise<Uint8Array> {
  requireLength("material", material, { min: 1, max: format.plaintextBytesMax })
  const place = keyMaterialPlace(parent, keyMaterialHeadBytes(header), attributes)
  return concatBytes(place.head, await seal(symmetric, place, { plaintext: material, random }))
}

/**
 * The key material of a record, or nothing: for another domain key, another attribute, and any changed, missing or
 * added byte alike. The caller wipes it, and compares its `keyMaterialId` with the header's.
 */
export async function unwrapKeyMaterial(
  symmetric: Symmetric,
  { parent, record, attributes }: KeyMaterialToUnwrap,
): Promise<Uint8Array | undefined> {
  if (readKeyMaterialHeader(record) === undefined) return undefined
  const place = keyMaterialPlace(parent, record.subarray(0, format.headBytes), attributes)
  return open(symmetric, place, record.subarray(format.headBytes))
}

/**
 * The id of key material under a key id: 32 bytes that name it and tell nothing else about it. `material` is the HMAC
 * key of the 32 bytes themselves where the material is a symmetric key, and of their SHA-256 otherwise. Throws
 * `envelope/length` when `keyId` has not 16 bytes.
 */
export function keyMaterialId(
  symmetric: Symmetric,
  material: HmacKey,
  keyId: Uint8Array,
): Promise<Uint8Array> {
  requireLength("keyId", keyId, { min: 16, max: 16 })
  const label = "kms/v1/material-id"
  return deriveBytes(symmetric, material, { label, context: keyId, length: 32 })
}

/** The bytes of a record before its salt. */
function keyMaterialHeadBytes(header: KeyMaterialHeader): Uint8Array {
  if (!isMaterialType(header.materialType)) throw new CoreError("envelope/material-type")
  return writeHead(keyMaterialHead, {
    prefix: prefixOf(format),
    flags: Uint8Array.of(header.multiRegion ? 1 : 0),
    domainKeyId: header.domainKeyId,
    epoch: epochBytes(header.epoch),
    keyId: header.keyId,
    keyMaterialId: header.keyMaterialId,
    materialType: uint16Bytes(header.materialType),
  })
}

/** What the body of a record is bound to. */
function keyMaterialPlace(parent: HmacKey, head: Uint8Array, attributes: readonly string[]): Place {
  return { parent, label: format.label, head, associated: lengthPrefixed(attributes) }
}
