/**
 * Writes DER (X.690, section 10). Elements are described first and written once, into one array: no copy of a secret is
 * left behind by the nesting.
 */
import { encodeOid } from "./oid.ts"
import { contextTag, tags } from "./tag.ts"

/** Something that knows how many bytes it takes and how to write them. */
export interface Element {
  readonly length: number
  /** Writes `length` bytes at `at`. */
  writeTo(bytes: Uint8Array, at: number): void
}

/** A non-negative INTEGER from big-endian bytes; leading zeros do not matter. */
export function integer(magnitude: Uint8Array): Element {
  let zeros = 0
  while (zeros < magnitude.length - 1 && magnitude[zeros] === 0) zeros++
  const digits = magnitude.subarray(zeros)
  const sign = raw(new Uint8Array((digits[0] ?? 0) < 0x80 && digits.length > 0 ? 0 : 1))
  return element(tags.integer, [sign, raw(digits)])
}

/** An OCTET STRING with these bytes or, where a format nests DER in it, this element. */
export function octets(content: Uint8Array | Element): Element {
  return element(tags.octetString, [asElement(content)])
}

/** A BIT STRING of whole bytes. */
export function bits(content: Uint8Array | Element): Element {
  return element(tags.bitString, [noUnusedBits, asElement(content)])
}

export function oid(dotted: string): Element {
  return element(tags.objectIdentifier, [raw(encodeOid(dotted))])
}

export function nothing(): Element {
  return element(tags.null, [])
}

export function sequence(...parts: readonly Element[]): Element {
  return element(tags.sequence, parts)
}

/** `[number] EXPLICIT`. */
export function context(number: number, ...parts: readonly Element[]): Element {
  return element(contextTag(number), parts)
}

/** The same element, written already: for one that occurs in key after key and holds no secret. */
export function written(element: Element): Element {
  return raw(encodeDer(element))
}

/** The bytes of an element. */
export function encodeDer(element: Element): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(element.length)
  element.writeTo(bytes, 0)
  return bytes
}

function element(tag: number, parts: readonly Element[]): Element {
  let contentLength = 0
  for (const part of parts) contentLength += part.length
  return {
    length: 1 + lengthBytes(contentLength) + contentLength,
    writeTo(bytes, at) {
      bytes[at] = tag
      let next = writeLength(bytes, at + 1, contentLength)
      for (const part of parts) {
        part.writeTo(bytes, next)
        next += part.length
      }
    },
  }
}

/** How many bytes a length takes. Section 10.1: the shortest form. */
function lengthBytes(length: number): number {
  let count = 1
  if (length >= 0x80) for (let left = length; left > 0; left >>>= 8) count++
  return count
}

/** Writes a length, and answers where it ends. */
function writeLength(bytes: Uint8Array, at: number, length: number): number {
  const end = at + lengthBytes(length)
  let left = length
  for (let place = end - 1; place >= at; place--) {
    bytes[place] = left
    left >>>= 8
  }
  if (length >= 0x80) bytes[at] = 0x80 | (end - at - 1)
  return end
}

function asElement(content: Uint8Array | Element): Element {
  return content instanceof Uint8Array ? raw(content) : content
}

function raw(content: Uint8Array): Element {
  return {
    length: content.length,
    writeTo(bytes, at) {
      bytes.set(content, at)
    },
  }
}

const noUnusedBits: Element = raw(Uint8Array.of(0))
