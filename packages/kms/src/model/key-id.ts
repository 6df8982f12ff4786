/** Key ids: a dashed UUID, or `mrk-` and 32 hexadecimal digits for a multi-Region key. */

/** The account and Region that a key or alias lives in. */
export interface KeyScope {
  account: string
  region: string
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const multiRegionId = /^mrk-[0-9a-f]{32}$/

export function isKeyId(text: string): boolean {
  return uuid.test(text) || multiRegionId.test(text)
}

/** The id of a "key" row: `<account>/<region>/<key id>`. */
export function keyRowId({ account, region }: KeyScope, keyId: string): string {
  return `${account}/${region}/${keyId}`
}

/** UUID version 4 from 16 random bytes (RFC 9562 section 5.4): the id of a new key, or of a request. */
export function uuidFromRandom(random: Uint8Array): string {
  const bytes = Uint8Array.from(random)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return keyIdFromBytes(bytes, false)
}

/** The id that 16 bytes stand for, as a ciphertext names its key. */
export function keyIdFromBytes(bytes: Uint8Array, multiRegion: boolean): string {
  let hex = ""
  for (const byte of bytes) hex += hexPairs[byte]
  if (multiRegion) return `mrk-${hex}`
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** The 16 bytes of a well-formed id. */
export function keyIdBytes(keyId: string): Uint8Array {
  const hex = keyId.startsWith("mrk-") ? keyId.slice(4) : keyId.replaceAll("-", "")
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16))
}

const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"))
