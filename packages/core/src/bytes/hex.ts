/** Bytes as lower-case hexadecimal digits (RFC 4648, section 8, in the case that AWS and OpenSSL print). */

const digits = "0123456789abcdef"
const pairs: readonly string[] = Array.from(
  { length: 256 },
  (_, byte) => `${digits[byte >> 4]}${digits[byte & 15]}`,
)
const shape = /^(?:[0-9a-fA-F]{2})*$/

/** Two digits for each byte, lower case. */
export function encodeHex(bytes: Uint8Array): string {
  let text = ""
  for (const byte of bytes) text += pairs[byte]
  return text
}

/** The bytes of an even number of digits in either case, or nothing when the text is anything else. */
export function decodeHex(text: string): Uint8Array | undefined {
  if (!shape.test(text)) return undefined
  const bytes = new Uint8Array(text.length / 2)
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16)
  }
  return bytes
}
