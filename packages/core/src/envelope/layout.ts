/** The byte diagrams of docs/formats as data: every format's head, field by field as [from, to), then one body. */
import { concatBytes } from "../bytes/concat.ts"
import { CoreError } from "../errors.ts"

/** docs/formats/envelope.md, "Bytes". */
export const messageHead = {
  prefix: [0, 5],
  flags: [5, 6],
  keyId: [6, 22],
  keyMaterialId: [22, 54],
} as const

/** docs/formats/key-material.md, "Bytes". */
export const keyMaterialHead = {
  prefix: [0, 5],
  flags: [5, 6],
  domainKeyId: [6, 22],
  epoch: [22, 26],
  keyId: [26, 42],
  keyMaterialId: [42, 74],
  materialType: [74, 76],
} as const

/** docs/formats/domain-key.md, "Bytes", first table: the part that every slot authenticates. */
export const domainKeyHead = {
  prefix: [0, 5],
  flags: [5, 6],
  domainKeyId: [6, 22],
  epoch: [22, 26],
} as const

/** docs/formats/domain-key.md, "Bytes", second table. */
export const slotHead = {
  type: [0, 1],
  rootKeyId: [1, 17],
  rootVersion: [17, 21],
  bodyLength: [21, 23],
} as const

/** docs/formats/records.md, "Sealed secret". */
export const secretHead = {
  prefix: [0, 5],
  flags: [5, 6],
  domainKeyId: [6, 22],
  epoch: [22, 26],
} as const

/** What follows every head; ciphertext and tag take the rest. */
export const body = {
  salt: [0, 32],
  commitment: [32, 64],
} as const

/** What a body takes beyond its plaintext: salt, commitment and the tag of AES-GCM. */
export const bodyOverheadBytes = 80

/** Which format it is, which label its keys are derived with, and how long its plaintext may be. */
export const formats = {
  message: { kind: 0x01, label: "kms/v1/msg", headBytes: 54, plaintextBytesMax: 8192 },
  keyMaterial: { kind: 0x02, label: "kms/v1/wrap", headBytes: 76, plaintextBytesMax: 8192 },
  domainKey: { kind: 0x03, label: "kms/v1/slot", headBytes: 26, plaintextBytesMax: 32 },
  secret: { kind: 0x08, label: "kms/v1/secret", headBytes: 26, plaintextBytesMax: 4096 },
} as const

export type Format = (typeof formats)[keyof typeof formats]

/** Magic, version, suite and kind. */
export function prefixOf(format: Format): Uint8Array {
  return Uint8Array.of(0xc5, 0x01, 0x00, 0x01, format.kind)
}

export function hasPrefix(record: Uint8Array, format: Format): boolean {
  return prefixOf(format).every((byte, at) => record[at] === byte)
}

/** Whether a record of one head and one body has the prefix of its format and a length it can have. */
export function fitsFormat(record: Uint8Array, format: Format): boolean {
  const plaintextBytes = record.length - format.headBytes - bodyOverheadBytes
  const lengthFits = plaintextBytes >= 1 && plaintextBytes <= format.plaintextBytesMax
  return lengthFits && hasPrefix(record, format)
}

/** The bytes of a head. Throws `envelope/length` when a field has another length than its row. */
export function writeHead<Field extends string>(
  layout: Readonly<Record<Field, readonly [from: number, to: number]>>,
  values: Readonly<Record<Field, Uint8Array>>,
): Uint8Array {
  const fields = Object.keys(layout) as Field[]
  for (const field of fields) {
    const [from, to] = layout[field]
    requireLength(field, values[field], { min: to - from, max: to - from })
  }
  return concatBytes(...fields.map((field) => values[field]))
}

/** Throws `envelope/length` unless the bytes are as many as they may be. */
export function requireLength(
  field: string,
  bytes: Uint8Array,
  { min, max }: { min: number; max: number },
): void {
  if (bytes.length >= min && bytes.length <= max) return
  const expected = min === max ? min : `${min} to ${max}`
  throw new CoreError("envelope/length", { field, got: bytes.length, expected })
}
