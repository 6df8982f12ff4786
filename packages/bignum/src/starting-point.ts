/** The random number from which a prime is searched: FIPS 186-5 appendix B.9, step 3. */
import { BrokenSourceError } from "./broken-source.ts"
import type { ByteSource, PrimeBits } from "./doors.ts"
import { drawExactly } from "./wire.ts"

/** Seven in twelve draws are large enough: so many in a row that are not say that the source is broken. */
const drawsMax = 128

/** sqrt(2) 2^2047, rounded down; a test recomputes it. Its first bytes are sqrt(2) 2^(bits - 1), rounded down. */
const rootOfTwo: readonly number[] = [
  "b504f333f9de6484597d89b3754abe9f1d6f60ba893ba84ced17ac85833399154afc83043ab8a2c3a8b1fe6fdc83",
  "db390f74a85e439c7b4a780487363dfa2768d2202e8742af1f4e53059c6011bc337bcab1bc911688458a460abc72",
  "2f7c4e33c6d5a8a38bb7e9dccb2a634331f3c84df52f120f836e582eeaa4a0899040ca4a81394ab6d8fd0efdf4d3",
  "a02cebc93e0c4264dabcd528b651b8cf341b6f8236c70104dc01fe32352f332a5e9f7bda1ebff6a1be3fca221307",
  "dea06241f7aa81c2c1fcbddea2f7dc3318838a2eaff5f3b2d24f4a763facb882fdfe170fd3b1f780f9acce41797f",
  "2805c246785e929570235fcf8f7bca3ea33b4d7c60a5e633e3e1",
]
  .join("")
  .match(/../g)
  ?.map((pair) => Number.parseInt(pair, 16)) as number[]

/** A number X with sqrt(2) 2^(bits - 1) <= X < 2^bits, one draw for each that is tried. The caller wipes it. */
export async function drawStartingPoint(bits: PrimeBits, source: ByteSource): Promise<Uint8Array> {
  for (let draw = 0; draw < drawsMax; draw++) {
    const bytes = await drawExactly(source, bits / 8)
    bytes[0] = (bytes[0] as number) | 0x80
    if (isAboveRoot(bytes)) return bytes
    bytes.fill(0)
  }
  throw new BrokenSourceError(`no number of ${bits} bits is large enough`)
}

/**
 * Subtracts from the root and looks at the borrow: every byte counts, and no branch tells where they differ. The root is
 * irrational, so that above its whole part is as good as not below it.
 */
function isAboveRoot(bytes: Uint8Array): boolean {
  let borrow = 0
  for (let i = bytes.length - 1; i >= 0; i--) {
    borrow = ((rootOfTwo[i] as number) - (bytes[i] as number) - borrow) >>> 31
  }
  return borrow === 1
}
