// SHA-512 of the 32 bytes of an Ed25519 private key, and the scalar that comes of it (RFC 8032, section 5.1.5).
import { SCALAR, SCHEDULE } from "./memory"

/** FIPS 180-4, section 4.2.3: the first 64 bits of the fractional parts of the cube roots of the first eighty primes. */
const ROUND_CONSTANTS: usize = memory.data<u64>([
  0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
  0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
  0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
  0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
  0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
  0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
  0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
  0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
  0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
  0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
  0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
  0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
  0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
  0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
  0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
  0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
  0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
  0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
  0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
  0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
], 16)

// Section 5.3.5: the same of the square roots of the first eight primes.
const A: u64 = 0x6a09e667f3bcc908, B: u64 = 0xbb67ae8584caa73b, C: u64 = 0x3c6ef372fe94f82b, D: u64 = 0xa54ff53a5f1d36f1
const E: u64 = 0x510e527fade682d1, F: u64 = 0x9b05688c2b3e6c1f, G: u64 = 0x1f83d9abfb41bd6b, H: u64 = 0x5be0cd19137e2179

const KEY_BYTES: usize = 32
/** Words of a message block: the schedule keeps no more of it at a time. */
const BLOCK_WORDS: i32 = 16
const ROUNDS: i32 = 80

/**
 * Makes the scalar of a private key.
 *
 *   does      SCALAR = the first 32 bytes of SHA-512(SCALAR), with the lowest three bits and the highest cleared and the second
 *             highest set
 *   lengths   32 bytes, which become 32 bytes, little endian
 *   aliasing  none
 *   time      constant
 *   source    RFC 8032, section 5.1.5, steps 1 and 2; FIPS 180-4, sections 5.1.2 and 6.4.2, for a message of one block
 */
export function hashPrivateKey(): void {
  padMessage()
  let a = A, b = B, c = C, d = D, e = E, f = F, g = G, h = H
  for (let t = 0; t < ROUNDS; t++) {
    const place = SCHEDULE + (<usize>(t & (BLOCK_WORDS - 1)) << 3)
    if (t >= BLOCK_WORDS) extendSchedule(t, place)
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const constant = load<u64>(ROUND_CONSTANTS + (<usize>t << 3))
    const first = h + (rotr(e, 14) ^ rotr(e, 18) ^ rotr(e, 41)) + choice + constant + load<u64>(place)
    const second = (rotr(a, 28) ^ rotr(a, 34) ^ rotr(a, 39)) + majority
    h = g
    g = f
    f = e
    e = d + first
    d = c
    c = b
    b = a
    a = first + second
  }
  store<u64>(SCALAR, bswap(A + a))
  store<u64>(SCALAR, bswap(B + b), 8)
  store<u64>(SCALAR, bswap(C + c), 16)
  store<u64>(SCALAR, bswap(D + d), 24)
  store<u8>(SCALAR, load<u8>(SCALAR) & 0xf8)
  store<u8>(SCALAR, (load<u8>(SCALAR, 31) & 0x7f) | 0x40, 31)
}

/** The one block: the key, a bit that is 1, zeros, and the length of the key in bits. */
function padMessage(): void {
  memory.fill(SCHEDULE, 0, <usize>BLOCK_WORDS << 3)
  for (let o: usize = 0; o < KEY_BYTES; o += 8) store<u64>(SCHEDULE + o, bswap(load<u64>(SCALAR + o)))
  store<u64>(SCHEDULE, <u64>1 << 63, KEY_BYTES)
  store<u64>(SCHEDULE, KEY_BYTES << 3, 120)
}

/** Replaces word t - 16 of the schedule by word t. */
@inline
function extendSchedule(t: i32, place: usize): void {
  const early = wordBefore(t, 15), late = wordBefore(t, 2)
  const sigma0 = rotr(early, 1) ^ rotr(early, 8) ^ (early >> 7)
  const sigma1 = rotr(late, 19) ^ rotr(late, 61) ^ (late >> 6)
  store<u64>(place, load<u64>(place) + sigma0 + wordBefore(t, 7) + sigma1)
}

@inline
function wordBefore(t: i32, distance: i32): u64 {
  return load<u64>(SCHEDULE + (<usize>((t - distance) & (BLOCK_WORDS - 1)) << 3))
}
