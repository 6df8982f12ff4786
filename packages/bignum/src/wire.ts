/** How numbers cross to the core and back: what its primes and CRT numbers export, and bytes at addresses. */

interface Address {
  readonly value: number
}

/** The core's exports for primes and CRT numbers. Numbers have room for BYTES_SIZE bytes each, side by side. */
export interface NumberExports {
  readonly memory: WebAssembly.Memory
  /** Two numbers to work on. */
  readonly INPUT: Address
  /** Two random bases, each 6 bytes longer than the number they are for. */
  readonly BASE_BYTES: Address
  /** The five CRT numbers. */
  readonly OUTPUT: Address
  readonly BYTES_SIZE: Address
  /** Candidates for trial division without gaps, and a byte for each that tells whether it survived. */
  readonly CANDIDATES: Address
  readonly SURVIVES: Address
  divideCandidates(byteLength: number, count: number): void
  /** One bit for each of two candidates: whether it may be prime. */
  filter(bits: number): number
  /** Two rounds: see the constants below. */
  millerRabin(bits: number, twosMax: number): number
  isSmallPrimeVarTime(value: number): boolean | number
  makeCrtNumbers(bits: number): number
  wipe(): void
}

/** assembly/memory.ts: room for candidates. */
export const candidatesMax = 64
/** assembly/primes/miller-rabin.ts: a base is longer than its number, and one bit per lane of each answer. */
export const baseExtraBytes = 6
export const accepted: readonly [number, number] = [1, 2]
export const baseRefused: readonly [number, number] = [4, 8]
/** assembly/primes/small-primes.ts: below this number isSmallPrimeVarTime decides. */
export const decidedEnd = 484_132_009
/** assembly/primes/crt-numbers.ts. */
export const pairRefused = 0
export const made = 1

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

/** Draws from a source, and refuses a draw of another length than asked for. */
export async function drawExactly(
  source: (length: number) => Uint8Array | Promise<Uint8Array>,
  length: number,
): Promise<Uint8Array> {
  const bytes = await source(length)
  if (bytes.length !== length) {
    throw new RangeError(`a byte source gave ${bytes.length} bytes, not ${length}`)
  }
  return bytes
}
