/** How numbers cross to the core and back: what its primes and CRT numbers export, and bytes at addresses. */

import { BrokenSourceError } from "./broken-source.ts"

interface Address {
  readonly value: number
}

/**
 * A core to work on: its exports, and how many lanes it works with best; a filter call may change that (lane-choice.ts).
 *
 * A lane is the place of one number among those that the core works on side by side, with the same steps: `lanes`
 * candidates for one filter call, `lanes` bases for one call of Miller-Rabin. Lanes come in twos: see `lanesFor`. The
 * portable build has two, the fma build four, of which two leave the processor idle.
 */
export type NumberCore = NumberExports & { readonly lanes: number }

/** The core's exports for primes and CRT numbers. Numbers have room for BYTES_SIZE bytes each, side by side. */
export interface NumberExports {
  readonly memory: WebAssembly.Memory
  /** Lanes that the build has. */
  readonly LANES_MAX: Address
  /** Numbers to work on: one for each lane. */
  readonly INPUT: Address
  /** Random bases, one for each lane, each 6 bytes longer than the number it is for. */
  readonly BASE_BYTES: Address
  /** The five CRT numbers. */
  readonly OUTPUT: Address
  readonly BYTES_SIZE: Address
  /** Candidates for trial division without gaps, and a byte for each that tells whether it survived. */
  readonly CANDIDATES: Address
  readonly SURVIVES: Address
  divideCandidates(byteLength: number, count: number): void
  /** One bit for each lane: whether its candidate may be prime. */
  filter(bits: number, candidates: number): number
  /** A round in each lane: see the constants below. */
  millerRabin(bits: number, twosMax: number, rounds: number): number
  isSmallPrimeVarTime(value: number): boolean | number
  makeCrtNumbers(bits: number): number
  /** Whether the numbers of the first two lanes differ by more than 2^(bits - 100). */
  areApart(bits: number): boolean | number
  wipe(): void
  /** What a search with auxiliary primes works on: both auxiliary primes, a number, a step, bases, offsets of 16 bits. */
  readonly AUXILIARY: Address
  readonly AUXILIARY_SIZE: Address
  readonly START: Address
  readonly STEP: Address
  readonly NARROW_BASES: Address
  readonly SURVIVORS: Address
  /** Whether there is a next number that may be an auxiliary prime. */
  findAuxiliary(byteLength: number): number
  testAuxiliary(byteLength: number, calls: number): number
  startProgression(bits: number, auxiliaryByteLength: number): number
  stepProgression(bits: number, auxiliaryByteLength: number, index: number): number
  /** How many numbers of a window are left. */
  sieveProgression(bits: number, auxiliaryByteLength: number, first: number, size: number): number
  wipeSearch(): void
}

/** Lanes that a call with so many numbers works on: one that is not needed costs as much as one that is. */
export function lanesFor(count: number): number {
  return count + (count % 2)
}

/** assembly/memory.ts: room for candidates. */
export const candidatesMax = 64
/** assembly/primes/miller-rabin.ts: a base is longer than its number; and the bits of the answer, shifted left by the lane. */
export const baseExtraBytes = 6
export const accepted = 1
export const baseRefused = 0x100
/** assembly/primes/small-primes.ts: below this number isSmallPrimeVarTime decides. */
export const decidedEnd = 484_132_009
/** assembly/primes/crt-numbers.ts. */
export const pairRefused = 0
export const made = 1
export const pairBaseRefused = 3

/** Copies bytes into the core. */
export function writeBytes(core: NumberExports, address: number, bytes: Uint8Array): void {
  new Uint8Array(core.memory.buffer, address, bytes.length).set(bytes)
}

/** Copies bytes out of the core. */
export function readBytes(core: NumberExports, address: number, length: number): Uint8Array {
  return new Uint8Array(core.memory.buffer, address, length).slice()
}

/** Writes number `index` of those that lie side by side from `start`. */
export function writeNumber(
  core: NumberExports,
  { start, index }: { start: Address; index: number },
  bytes: Uint8Array,
): void {
  writeBytes(core, start.value + index * core.BYTES_SIZE.value, bytes)
}

/** Draws from a source. Throws BrokenSourceError for a draw of another length than asked for, which it wipes. */
export async function drawExactly(
  source: (length: number) => Uint8Array | Promise<Uint8Array>,
  length: number,
): Promise<Uint8Array> {
  const bytes = await source(length)
  if (bytes.length !== length) {
    bytes.fill(0)
    throw new BrokenSourceError(`a byte source gave ${bytes.length} bytes, not ${length}`)
  }
  return bytes
}
