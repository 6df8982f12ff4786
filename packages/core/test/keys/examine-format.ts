/**
 * What every key format must stand, by one helper: samples round-trip byte for byte, every proper prefix fails, and every
 * single-byte change either fails or decodes to something that encodes to exactly the changed bytes.
 */
import { expect, test } from "vitest"
import { equalBytes } from "../../src/bytes/equal.ts"
import { encodeHex } from "../../src/bytes/hex.ts"
import { CoreError } from "../../src/errors.ts"

export interface FormatExam {
  name: string
  /** By name. */
  samples: Readonly<Record<string, Uint8Array>>
  /** Decodes and encodes again. */
  again: (bytes: Uint8Array) => Uint8Array
}

/** The first bytes, where the grammar is, are all changed; of the others so many: the numbers of a large key are all alike. */
const headBytes = 64
const positionsMax = 100

export function examineFormat({ name, samples, again }: FormatExam): void {
  test(`${name} has samples to be examined with`, () => {
    expect(Object.keys(samples).length).toBeGreaterThan(0)
  })

  test.each(Object.entries(samples))(`${name} round-trips %s byte for byte`, (_, bytes) => {
    expect(encodeHex(again(bytes))).toBe(encodeHex(bytes))
  })

  test.each(Object.entries(samples))(`${name} refuses every proper prefix of %s`, (_, bytes) => {
    const taken = Array.from(bytes, (_, length) => length).filter(
      (length) => outcome(bytes.subarray(0, length)) !== "refused",
    )
    expect(taken).toEqual([])
  })

  test.each(Object.entries(samples))(`${name} refuses %s with a byte left over`, (_, bytes) => {
    expect(() => again(new Uint8Array([...bytes, 0]))).toThrow(CoreError)
  })

  test.each(Object.entries(samples))(
    `${name} refuses a changed byte of %s, or encodes exactly the changed bytes`,
    (_, bytes) => {
      const step = Math.max(1, Math.floor(bytes.length / positionsMax))
      const others: string[] = []
      for (let at = 0; at < bytes.length; at += at < headBytes ? 1 : step) {
        for (const value of changes(bytes[at] as number)) {
          const changed = bytes.slice()
          changed[at] = value
          if (outcome(changed) === "other") others.push(`byte ${at} as ${value}`)
        }
      }
      expect(others).toEqual([])
    },
  )

  /** Plain comparisons: an assertion for each of a hundred thousand changes would take most of the time. */
  function outcome(changed: Uint8Array): "refused" | "exact" | "other" {
    let encoded: Uint8Array
    try {
      encoded = again(changed)
    } catch (error) {
      if (error instanceof CoreError) return "refused"
      throw error
    }
    return equalBytes(encoded, changed) ? "exact" : "other"
  }
}

/** Every flipped bit, the neighbours and the values that mean something in DER. */
function changes(byte: number): number[] {
  const bits = [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => byte ^ (1 << bit))
  const all = [...bits, byte + 1, byte - 1, 0x00, 0x7f, 0x80, 0x81, 0x82, 0xff]
  return [...new Set(all.map((value) => value & 0xff))].filter((value) => value !== byte)
}
