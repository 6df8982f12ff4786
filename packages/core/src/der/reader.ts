/**
 * Reads the part of DER (X.690, section 10) that key formats use, and refuses the rest.
 *
 * A reader walks over one level of elements; what is inside an element is another reader's. Nothing recurses, so nesting
 * costs an attacker more than us. Byte strings are views of the input, not copies.
 */
import { CoreError, type CoreErrorCode } from "../errors.ts"
import { decodeOid } from "./oid.ts"
import { contextTag, tagName, tags } from "./tag.ts"

/** 65535 bytes: ten times the largest key we know. */
const lengthBytesMax = 2

export class DerReader {
  readonly #bytes: Uint8Array
  readonly #end: number
  #at: number

  /** Reads `bytes` from `at` up to `end`. Offsets in errors count from the start of `bytes`. */
  constructor(bytes: Uint8Array, at: number = 0, end: number = bytes.length) {
    this.#bytes = bytes
    this.#at = at
    this.#end = end
  }

  /** Where the next element starts. */
  get offset(): number {
    return this.#at
  }

  /** A non-negative INTEGER, big endian without the byte that only carries the sign. Zero is one byte 00. */
  integer(): Uint8Array {
    const offset = this.#at
    const content = this.#content(tags.integer)
    const [first, second] = content
    if (first === undefined) throw new CoreError("der/integer-empty", { offset })
    if (first >= 0x80) throw new CoreError("der/integer-negative", { offset })
    if (first !== 0 || second === undefined) return content
    if (second < 0x80) throw new CoreError("der/integer-padded", { offset })
    return content.subarray(1)
  }

  /** The content of an OCTET STRING. */
  octets(): Uint8Array {
    return this.#content(tags.octetString)
  }

  /** The bytes of a BIT STRING that ends on a byte. */
  bits(): Uint8Array {
    const offset = this.#at
    const content = this.#content(tags.bitString)
    if (content[0] !== 0) throw new CoreError("der/bits-unused", { offset })
    return content.subarray(1)
  }

  /** An OBJECT IDENTIFIER as numbers between dots. */
  oid(): string {
    const offset = this.#at
    const dotted = decodeOid(this.#content(tags.objectIdentifier))
    if (dotted === undefined) throw new CoreError("der/oid-malformed", { offset })
    return dotted
  }

  nothing(): void {
    const offset = this.#at
    if (this.#content(tags.null).length > 0) throw new CoreError("der/null-not-empty", { offset })
  }

  /** What is inside a SEQUENCE. */
  sequence(): DerReader {
    return this.#inside(tags.sequence)
  }

  /** What is inside `[number] EXPLICIT`. */
  context(number: number): DerReader {
    return this.#inside(contextTag(number))
  }

  /** Whether `[number]` comes next: for what is OPTIONAL. */
  hasContext(number: number): boolean {
    return this.#at < this.#end && this.#bytes[this.#at] === contextTag(number)
  }

  /** Nothing more may follow. */
  end(): void {
    if (this.#at !== this.#end) this.#refuse("der/leftover", this.#at)
  }

  #content(tag: number): Uint8Array {
    const [from, to] = this.#element(tag)
    return this.#bytes.subarray(from, to)
  }

  #inside(tag: number): DerReader {
    const [from, to] = this.#element(tag)
    return new DerReader(this.#bytes, from, to)
  }

  /** Steps over the next element. Returns where its content is. */
  #element(tag: number): [from: number, to: number] {
    const offset = this.#at
    if (this.#byte() !== tag) {
      throw new CoreError("der/unexpected-tag", { offset, expected: tagName(tag) })
    }
    const length = this.#length()
    const from = this.#at
    if (length > this.#end - from) this.#refuse("der/truncated", this.#end)
    this.#at = from + length
    return [from, this.#at]
  }

  /** Sections 8.1.3 and 10.1. */
  #length(): number {
    const offset = this.#at
    const first = this.#byte()
    if (first < 0x80) return first
    const count = first & 0x7f
    if (count === 0) this.#refuse("der/length-indefinite", offset)
    if (count > lengthBytesMax) {
      throw new CoreError("der/length-too-long", { offset, limit: lengthBytesMax })
    }
    let length = 0
    for (let i = 0; i < count; i++) length = (length << 8) | this.#byte()
    const shortest = length < 0x80 ? 0 : length < 0x100 ? 1 : 2
    if (count !== shortest) this.#refuse("der/length-not-minimal", offset)
    return length
  }

  #byte(): number {
    if (this.#at >= this.#end) this.#refuse("der/truncated", this.#end)
    return this.#bytes[this.#at++] as number
  }

  #refuse(code: CoreErrorCode, offset: number): never {
    throw new CoreError(code, { offset })
  }
}
