/**
 * Base64 (RFC 4648, section 4) and its URL form without padding (section 5).
 *
 * Not the platform's: `atob` forgives white space and missing padding, `Uint8Array.fromBase64` is not everywhere, and
 * what a service accepts must not depend on where it runs. Table look-ups, so not constant time in the data.
 */

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
const standard: Uint8Array = codes(`${alphabet}+/`)
const url: Uint8Array = codes(`${alphabet}-_`)
const pad = 0x3d
const invalid = 64

/** The value of each ASCII code in the standard alphabet, or `invalid`. */
const values: Uint8Array = new Uint8Array(128).fill(invalid)
standard.forEach((code, value) => {
  values[code] = value
})

const ascii = new TextDecoder()

/** Standard alphabet, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(pad)
  encodeInto(text, bytes, standard)
  return ascii.decode(text)
}

/** URL alphabet, without padding: the form that JOSE uses (RFC 7515, section 2). */
export function encodeBase64Url(bytes: Uint8Array): string {
  const text = new Uint8Array(Math.ceil((4 * bytes.length) / 3))
  encodeInto(text, bytes, url)
  return ascii.decode(text)
}

/**
 * The bytes of a text that `encodeBase64` could have written, or nothing: other characters, white space, missing or
 * wrong padding, and bits that are set behind the last byte (RFC 4648, section 3.5) are all refused.
 */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0
  const characters = text.length - padding
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let out = 0
  let bits = 0
  let wrong = 0
  for (let i = 0; i < characters; i++) {
    const code = text.charCodeAt(i)
    const value = code < 128 ? (values[code] as number) : invalid
    wrong |= value
    bits = (bits << 6) | value
    if ((i & 3) !== 0) bytes[out++] = bits >> (6 - 2 * (i & 3))
  }
  const surplus = padding === 0 ? 0 : bits & (padding === 1 ? 0b11 : 0b1111)
  return (wrong & invalid) === 0 && surplus === 0 ? bytes : undefined
}

/** The bytes of a text that `encodeBase64Url` could have written, or nothing. */
export function decodeBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (/[+/=]/.test(text)) return undefined
  const padded = text.padEnd(Math.ceil(text.length / 4) * 4, "=")
  return decodeBase64(padded.replaceAll("-", "+").replaceAll("_", "/"))
}

/** Fills `text` with the characters of `bytes`; what it holds beyond them stays. */
function encodeInto(text: Uint8Array, bytes: Uint8Array, characters: Uint8Array): void {
  let at = 0
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i
    const group = ((bytes[i] as number) << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0)
    text[at++] = characters[group >> 18] as number
    text[at++] = characters[(group >> 12) & 63] as number
    if (left > 1) text[at++] = characters[(group >> 6) & 63] as number
    if (left > 2) text[at++] = characters[group & 63] as number
  }
}

function codes(characters: string): Uint8Array {
  return new TextEncoder().encode(characters)
}
