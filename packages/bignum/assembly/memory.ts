// The memory map of primes and modular arithmetic: every buffer by name and size. There is no allocator.
//
//   0x01000 .. 0x17fff   work: everything that may be secret; wipe() clears it
//   0x18000 .. 0x19fff   start values of the fma kernel, public
//   0x20000 .. 0x2ffff   search: secrets of the search with auxiliary primes; wipeSearch() clears it
//   0x40000 .. 0x5ffff   static data, placed by the compiler (memoryBase in asconfig.json)
//   0x60000 .. 0x7ffff   curves: curves/memory.ts
//   0x80000 .. 0x1cffff  tables of small primes: public, and outlive a call; where memory ends at first
//   0x1d0000 ..          full tables of curves, for which memory grows
//
// "Pack": LANES_MAX numbers side by side, one in each 64-bit lane, as balanced digits of radix 2^52. Digit i takes 32 bytes. In
// the portable build these are both lanes as i64, then both lanes as f64; in the fma build four lanes as f64. Above the digits of a
// number a pack is zero, which the kernels rely on: a call starts on clear packs, and works with numbers of one size.
// "Words": one number as 64-bit words, least significant first. "Bytes": a number as the host sends it, big endian.

/** Digits of a 2048-bit number: ceil((2048 + 52 + 2) / 52), see montgomery/modulus.ts. */
export const DIGITS_MAX: i32 = 41
export const DIGIT_SIZE: usize = 32
export const PACK_SIZE: usize = 1344 // (DIGITS_MAX + 1) * DIGIT_SIZE
/** Room for a product of two 2048-bit numbers and one word more. */
export const WORDS_SIZE: usize = 576
export const BITS_MAX: i32 = 2048

// One 4 KiB page holds what a squaring touches. Loads whose addresses agree in their low 12 bits with a store that is
// still under way wait for it: with these arrays 4096 bytes apart, a squaring takes 1.75 times as long.
export const VALUE: usize = 0x1000
export const MODULUS: usize = 0x1540
export const QUOTIENTS: usize = 0x1a80

/** The factor k' of the friendly modulus (montgomery/modulus.ts), as a pack. */
export const COFACTOR: usize = 0x2000
/** R mod p: the Montgomery form of 1. */
export const ONE: usize = 0x2540
export const PRODUCT: usize = 0x2a80
export const BASE: usize = 0x3000
/** The table entry a power has picked. Shares its place in the page with MODULUS, which is only read. */
export const SELECTED: usize = 0x3540
export const SAVED: usize = 0x3a80
/** Powers 0 .. 15 of a base. */
export const POWERS: usize = 0x4000 // 16 packs, to 0x9400

/** All packs. */
export const PACKS: usize = VALUE
export const PACKS_SIZE: usize = 0x8400

/** One for each lane, WORDS_SIZE apart; room for four. */
export const PRIME: usize = 0x9400
export const EXPONENT: usize = 0x9d00
/** k' of each lane, one word. */
export const COFACTOR_WORD: usize = 0xa600
/** By how many bits each lane of a pack is shifted, one word. */
export const SHIFTS: usize = 0xa620
export const SCRATCH: usize = 0xa640
export const SCRATCH_2: usize = 0xa880
/** What a pass of the fma kernel puts aside: the sums of four columns for two lanes, and the carries of four lanes. */
export const SUMS: usize = 0xab00
export const CARRIES: usize = 0xab80
/** Which power of the table each lane takes next, one word. */
export const INDICES: usize = 0xaba0

/** Numbers of crt-numbers.ts. */
export const PRIME_LESS_1: usize = 0xb000 // two
export const LAMBDA: usize = 0xb480
export const COMMON: usize = 0xb6c0
/** The two numbers that divsteps turns into gcd and 0, as signed limbs of 30 bits in 64. */
export const DIVSTEPS_F: usize = 0xb900
export const DIVSTEPS_G: usize = 0xbc00 // each 70 limbs

/** Numbers from the host: candidates, primes; one for each lane, BYTES_SIZE apart; room for four. */
export const INPUT: usize = 0xc000
export const BYTES_SIZE: usize = 512
/** Bases, one for each lane, BYTES_SIZE apart: each the bytes of the number and 6 more. */
export const BASE_BYTES: usize = 0xc800
/** Answers of crtNumbers: modulus, private exponent, exponents 1 and 2, coefficient, BYTES_SIZE apart. */
export const OUTPUT: usize = 0xd000 // to 0xda00

/** Candidates that wait for trial division, one after the other, and one byte for each: 1 if it survived. */
export const CANDIDATES_MAX: i32 = 64
export const CANDIDATES: usize = 0x10000 // 64 * 256 bytes
export const SURVIVES: usize = 0x14000
/** The candidate under trial division in digits of 11 bits, 16 bits apart. */
export const RADIX_11: usize = 0x14100 // 192 * 2 bytes

export const WORK: usize = 0x1000
export const WORK_END: usize = 0x18000

/** What the sums of columns start with: kernels/fma/starts.ts. Public. */
export const STARTS: usize = 0x18000 // three times two tables of 1344 bytes

/** Per odd prime, 2^(11 i) mod p: primes/small-primes.ts. Public. */
export const RESIDUES: usize = 0x80000

/** Clears everything that may be secret. */
export function wipe(): void {
  memory.fill(WORK, 0, WORK_END - WORK)
}

// Search: what auxiliary primes and the progression take. Its own room, so that a filter call has no more to clear.
//
// "Quad": four narrow numbers side by side, one in each 32-bit lane, in limbs of 28 bits: modular/narrow.ts.

/** Limbs of the longest narrow number, 208 bits, and what Montgomery's R is longer. */
export const NARROW_LIMBS_MAX: i32 = 8
export const QUAD_SIZE: usize = 128
export const NARROW_MODULUS: usize = 0x20000
/** -1/modulus mod 2^28 in each lane: one limb. */
export const NARROW_INVERSE: usize = 0x20080
/** Montgomery forms of 1 and -1. */
export const NARROW_ONE: usize = 0x20100
export const NARROW_MINUS_ONE: usize = 0x20180
export const NARROW_BASE: usize = 0x20200
export const NARROW_VALUE: usize = 0x20280
export const NARROW_QUOTIENTS: usize = 0x20300
export const NARROW_SELECTED: usize = 0x20380
/** Powers 0 .. 15 of the bases. */
export const NARROW_POWERS: usize = 0x20400 // 16 quads
/** Of each lane: the exponent, and the number itself, in words. */
export const NARROW_WORDS_SIZE: usize = 40
export const NARROW_EXPONENTS: usize = 0x20c00
export const NARROW_NUMBERS: usize = 0x20ca0
/** The power of two that divides modulus - 1, one i32 for each lane. */
export const NARROW_TWOS: usize = 0x20d40
/** Random bases as the host sends them, one after the other. */
export const NARROW_BASES: usize = 0x20e00 // 44 of 28 bytes
/** Bytes of the host: both auxiliary primes, AUXILIARY_SIZE apart; a number to start from, and the step. */
export const AUXILIARY: usize = 0x21300
export const AUXILIARY_SIZE: usize = 32
export const START: usize = 0x21380 // 256 bytes
export const STEP: usize = 0x21480
/** The same as words, and room to compute in: each WORDS_SIZE. */
export const START_WORDS: usize = 0x21500
export const STEP_WORDS: usize = 0x21740
export const ROOT_WORDS: usize = 0x21980
export const REST_WORDS: usize = 0x21bc0
export const TRIAL_WORDS: usize = 0x21e00
export const FACTOR_WORDS: usize = 0x22040 // two
/** Halves of words as f64, least significant first; and of 16 primes at a time f64s, inverses, exponents, residues. */
export const HALVES: usize = 0x22500
export const STEP_HALVES: usize = 0x22800
export const LANES: usize = 0x22900 // six times 128 bytes
/** One byte for each number of a window, not zero where a prime divides it, and one that nobody reads. */
export const WINDOW_MAX: i32 = 8192
export const WINDOW: usize = 0x23000
/** What is left of the window, as u16 in ascending order. */
export const SURVIVORS: usize = 0x25100 // WINDOW_MAX * 2 bytes

export const SEARCH: usize = 0x20000
export const SEARCH_END: usize = 0x2a000

/** Clears everything of a search that may be secret. */
export function wipeSearch(): void {
  memory.fill(SEARCH, 0, SEARCH_END - SEARCH)
}

/** Odd primes in ascending order, u32 each: primes/sieve-primes.ts. Public. */
export const SIEVE_PRIMES: usize = 0x170000 // at most 0x51400 bytes
