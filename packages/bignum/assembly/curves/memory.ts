// The curves' part of the memory map: what holds secrets first, then tables of public multiples of the base points.

/** Bytes between two pair numbers: the largest, eleven digits for P-521, each as integers and as floats. */
export const NUMBER: usize = 352

/** The answer of a multiplication: x || y or an encoded point, public. */
export const POINT: usize = 0x60000
const POINT_BYTES: usize = 0xa0

// Secrets from here to SECRETS_END; wipeCurves clears all of it.
const SECRETS: usize = POINT + POINT_BYTES
/** The scalar as the caller writes it, 32 to 66 bytes. */
export const SCALAR: usize = SECRETS
/** The scalar in 32-bit words, least significant first; the odd number that stands for it; the bits of its windows. */
export const WORDS: usize = SCALAR + 0x60
export const ODD: usize = WORDS + 0x60
export const RECODED: usize = ODD + 0x60
/** Canonical digits of one element, twice, and of a trial subtraction. */
export const CANONICAL: usize = RECODED + 0x60
export const CANONICAL_Y: usize = CANONICAL + 0x60
export const CANONICAL_TRIAL: usize = CANONICAL_Y + 0x60
/** The pairs (f | g) and (d | e) of the inversion: integers and floats apart, each with one digit of rest below. */
export const FG: usize = CANONICAL_TRIAL + 0x60 + 16
export const FG_FLOATS: usize = FG + 0xc0
export const DE: usize = FG_FLOATS + 0xc0
export const DE_FLOATS: usize = DE + 0xc0
/** The matrix of a batch of divsteps, four numbers, and zeta. */
export const MATRIX: usize = DE_FLOATS + 0xb0
export const ZETA: usize = MATRIX + 32
/** The running point: (X | Y), and (ZZ | ZZZ) on a Weierstrass curve or (T | Z) on an Edwards curve. */
export const XY: usize = ZETA + 16
export const Z: usize = XY + NUMBER
/** The table entry to be added: (x | y), or (y - x | y + x) and then 2dxy in both lanes. */
export const ENTRY: usize = Z + NUMBER
export const ENTRY_T: usize = ENTRY + NUMBER
/** Factors and products of the formulas. */
export const LEFT: usize = ENTRY_T + NUMBER
export const RIGHT: usize = LEFT + NUMBER
export const LEFT_2: usize = RIGHT + NUMBER
export const RIGHT_2: usize = LEFT_2 + NUMBER
export const SCALE: usize = RIGHT_2 + NUMBER
export const PRODUCT: usize = SCALE + NUMBER
export const PRODUCT_2: usize = PRODUCT + NUMBER
export const INVERSE: usize = PRODUCT_2 + NUMBER
export const AFFINE: usize = INVERSE + NUMBER
/** Sixteen words of the hash of an Ed25519 private key. */
export const SCHEDULE: usize = AFFINE + NUMBER
const SECRETS_END: usize = SCHEDULE + 128

/** Per curve: whether its tables stand, and its constants as pair numbers. */
const CURVES: usize = 6
const STATES: usize = SECRETS_END
const STATE_BYTES: usize = 16
const CONSTANTS: usize = STATES + CURVES * STATE_BYTES
const CONSTANTS_EACH: usize = 5

/** The points of one window while they are made: (X | Y), Z, and a running product of the Zs each. */
export const ROOM: usize = CONSTANTS + CURVES * CONSTANTS_EACH * NUMBER
export const ROOM_EACH: usize = 3 * NUMBER

/** One window of each curve: 32 entries of at most 11 digits in two lanes. */
const WINDOWS: usize = ROOM + 33 * ROOM_EACH
const WINDOW_BYTES: usize = 32 * 176

/** All windows of each curve, behind everything else: only made, and memory only grown to hold them, when a curve is used often. */
export const P256_TABLE: usize = 0x1d0000
export const SM2_TABLE: usize = P256_TABLE + 43 * 32 * 80
export const SECP256K1_TABLE: usize = SM2_TABLE + 43 * 32 * 80
export const ED25519_TABLE: usize = SECP256K1_TABLE + 43 * 32 * 80
export const P384_TABLE: usize = ED25519_TABLE + 43 * 32 * 128
export const P521_TABLE: usize = P384_TABLE + 64 * 32 * 128

/** Where a curve keeps how many windows stand and how many points it has made from one window, an i32 each. */
@inline
export function stateOf(index: usize): usize {
  return STATES + index * STATE_BYTES
}

/** The window that every curve starts with. */
@inline
export function windowOf(index: usize): usize {
  return WINDOWS + index * WINDOW_BYTES
}

/** Constant number `which` of a curve. */
@inline
export function constantOf(index: usize, which: usize): usize {
  return CONSTANTS + (index * CONSTANTS_EACH + which) * NUMBER
}

/** Clears the scalar and all that was computed from it, save the point. */
export function wipeCurves(): void {
  memory.fill(SECRETS, 0, SECRETS_END - SECRETS)
}

/** Makes memory reach to `end`. */
export function reach(end: usize): void {
  const pages = i32((end + 0xffff) >> 16)
  const missing = pages - memory.size()
  if (missing > 0 && memory.grow(missing) < 0) unreachable()
}
