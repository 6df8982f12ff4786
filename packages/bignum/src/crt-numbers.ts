/** The door to the numbers of a CRT private key. */
import { BrokenSourceError } from "./broken-source.ts"
import type { Bignum, CrtNumbers } from "./doors.ts"
import {
  baseExtraBytes,
  drawExactly,
  made,
  type NumberCore,
  pairBaseRefused,
  pairRefused,
  readBytes,
  writeNumber,
} from "./wire.ts"

/** Lengths of the primes: 1024, 1536 and 2048 bits. */
const primeLengths: readonly number[] = [128, 192, 256]

/**
 * CRT numbers on the core's exports.
 *
 * @throws RangeError when the primes are not of one of the three sizes, or not both of the same, with the top bit set, and odd
 * @throws BrokenSourceError when the base for the check tells nothing
 * @throws Error when a check failed that holds for all primes: one of the two is none, or a fault; nothing is handed out
 */
export function crtDoors(core: NumberCore): Pick<Bignum, "crtNumbers"> {
  return {
    async crtNumbers(p, q, bases) {
      const length = p.length
      if (!primeLengths.includes(length) || q.length !== length || !isFull(p) || !isFull(q)) {
        throw new RangeError("CRT numbers need two odd primes of 1024, 1536 or 2048 bits")
      }
      const base = await drawExactly(bases, length + baseExtraBytes)
      try {
        writeNumber(core, { start: core.INPUT, index: 0 }, p)
        writeNumber(core, { start: core.INPUT, index: 1 }, q)
        writeNumber(core, { start: core.BASE_BYTES, index: 0 }, base)
        const answer = core.makeCrtNumbers(8 * length)
        if (answer === pairRefused) return undefined
        if (answer === pairBaseRefused) {
          throw new BrokenSourceError("the source of bases gives no usable base")
        }
        if (answer !== made) throw new Error("a key pair failed its check: p or q is not prime")
        return readNumbers(core, length)
      } finally {
        core.wipe()
        base.fill(0)
      }
    },
  }
}

/** Whether |a - b| > 2^(bits - 100), for two numbers of `bits` bits: what FIPS 186-5 A.1.6, step 6, asks of p and q. */
export function areApart(
  core: NumberCore,
  bits: number,
  numbers: readonly [Uint8Array, Uint8Array],
): boolean {
  try {
    numbers.forEach((number, index) => {
      writeNumber(core, { start: core.INPUT, index }, number)
    })
    return Boolean(core.areApart(bits))
  } finally {
    core.wipe()
  }
}

/** Odd, and with its top bit. */
function isFull(prime: Uint8Array): boolean {
  return ((prime[0] as number) & 0x80) !== 0 && ((prime.at(-1) as number) & 1) === 1
}

function readNumbers(core: NumberCore, length: number): CrtNumbers {
  const read = (index: number, size: number) =>
    readBytes(core, core.OUTPUT.value + index * core.BYTES_SIZE.value, size)
  return {
    modulus: read(0, 2 * length),
    privateExponent: read(1, 2 * length),
    exponent1: read(2, length),
    exponent2: read(3, length),
    coefficient: read(4, length),
  }
}
