/** Looks for secrets in all of a core's memory, in every form in which the core works with a number. */
import { instantiated } from "./instances.ts"
import { numberOf } from "./oracle-primes.ts"

export interface Watched<Made> {
  readonly made: Made
  /** Which of the secrets, by their names, lie in memory; none, after each call. */
  find(secrets: Readonly<Record<string, Uint8Array | undefined>>): string[]
}

/** What `make` makes, with an eye on the memory of every module that it instantiates. */
export function watch<Made>(make: () => Made): Watched<Made> {
  const { made, instances } = instantiated(make)
  const memories = instances.map(({ exports }) => exports.memory as WebAssembly.Memory)
  return {
    made,
    find(secrets) {
      const needles = Object.entries(secrets).flatMap(([name, bytes]) =>
        bytes === undefined ? [] : formsOf(bytes).flatMap((form) => cut(form, name)),
      )
      const found = memories.flatMap(({ buffer }) => search(new Uint8Array(buffer), needles))
      return [...new Set(found)].sort()
    },
  }
}

/**
 * The bytes of a secret as they are, and as a number: in 64-bit words, and in digits, as integers and as floats. In a pair of
 * numbers the digits of one stand apart, so each of 52 bits is looked for alone; those of 30 bits stand side by side.
 */
function formsOf(bytes: Uint8Array): Form[] {
  const number = numberOf(bytes)
  const forms = [plainDigits(number, 52), balancedDigits(number, 52)].flatMap((digits) => [
    { bytes: asIntegers(digits), needleBytes: 8 },
    { bytes: asFloats(digits), needleBytes: 8 },
  ])
  // Words lie least significant first, so that a number in words is its bytes in reverse.
  return [
    { bytes, needleBytes: 8 },
    { bytes: bytes.toReversed(), needleBytes: 8 },
    { bytes: asIntegers(plainDigits(number, 30)), needleBytes: 16 },
    ...forms,
  ]
}

interface Form {
  readonly bytes: Uint8Array
  readonly needleBytes: number
}

function plainDigits(number: bigint, bits: number): bigint[] {
  const digits: bigint[] = []
  for (let rest = number; rest > 0n; rest >>= BigInt(bits)) digits.push(BigInt.asUintN(bits, rest))
  return digits
}

function balancedDigits(number: bigint, bits: number): bigint[] {
  const digits: bigint[] = []
  for (let rest = number; rest !== 0n; ) {
    const digit = BigInt.asIntN(bits, rest)
    digits.push(digit)
    rest = (rest - digit) >> BigInt(bits)
  }
  return digits
}

function asIntegers(digits: readonly bigint[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(digits).buffer)
}

function asFloats(digits: readonly bigint[]): Uint8Array {
  return new Uint8Array(Float64Array.from(digits, Number).buffer)
}

interface Needle {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Fewer different bytes could be there by chance, or for another reason. */
const differentBytesLeast = 5

/** A form in pieces: a copy of nearly twice a piece, wherever it lies, holds one. */
function cut({ bytes, needleBytes }: Form, name: string): Needle[] {
  const needles: Needle[] = []
  for (let at = 0; at + needleBytes <= bytes.length; at += needleBytes) {
    const piece = bytes.subarray(at, at + needleBytes)
    if (new Set(piece).size >= differentBytesLeast) needles.push({ name, bytes: piece })
  }
  return needles
}

/** Names of the needles in the haystack. A hash of eight bytes tells where it is worth to look. */
function search(haystack: Uint8Array, needles: readonly Needle[]): string[] {
  const chains = new Map<number, Needle[]>()
  const worth = new Uint8Array(1 << hashBits)
  for (const needle of needles) {
    const view = new DataView(needle.bytes.buffer, needle.bytes.byteOffset)
    const key = hash(view.getInt32(0, true), view.getInt32(4, true))
    worth[key] = 1
    const chain = chains.get(key)
    if (chain) chain.push(needle)
    else chains.set(key, [needle])
  }
  const found: string[] = []
  let low = 0
  let high = 0
  for (let end = 0; end < haystack.length; end++) {
    low = (low >>> 8) | (high << 24)
    high = (high >>> 8) | ((haystack[end] as number) << 24)
    const key = hash(low, high)
    if (worth[key] !== 1) continue
    for (const { name, bytes } of chains.get(key) ?? []) {
      if (bytes.every((byte, i) => haystack[end - 7 + i] === byte)) found.push(name)
    }
  }
  return found
}

const hashBits = 20

function hash(low: number, high: number): number {
  return (Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) >>> (32 - hashBits)
}
