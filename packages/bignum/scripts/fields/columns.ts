/** The columns of a product in two's complement lanes: code that adds to them, and the range each may have reached. */

/** An expression of the kernel, and the least and the greatest number that it can stand for. */
export interface Term {
  readonly code: string
  readonly min: bigint
  readonly max: bigint
}

const LANE = 1n << 64n

/**
 * Column k counts for 2^(radixBits * k). A lane holds the column's number plus a bias that keeps it positive, so that an
 * unsigned shift divides it and a mask takes its low digit. Both refuse a column that may have left 0 .. 2^64 - 1.
 */
export class Columns {
  readonly lines: string[] = []
  readonly #radixBits: number
  readonly #ranges: { min: bigint; max: bigint }[] = []
  #splits = 0

  constructor(radixBits: number) {
    this.#radixBits = radixBits
  }

  define(column: number, term: Term): void {
    this.lines.push(`let t${column} = ${term.code}`)
    this.#ranges[column] = { min: term.min, max: term.max }
  }

  add(column: number, sign: 1 | -1, term: Term): void {
    const range = this.#range(column)
    const operation = sign > 0 ? "add" : "sub"
    this.lines.push(`t${column} = i64x2.${operation}(t${column}, ${term.code})`)
    range.min += sign > 0 ? term.min : -term.max
    range.max += sign > 0 ? term.max : -term.min
  }

  /**
   * Adds sign * term * 2^exponent, seen from `column`. A term that a shift would push out of its lane is cut into the digit
   * that stays and the rest, which goes one column up; `cuts` remembers the cuts of one term by their shift.
   */
  addShifted(
    column: number,
    sign: 1 | -1,
    term: Term,
    exponent: number,
    cuts: Map<number, [Term, Term]>,
  ): void {
    const radix = this.#radixBits
    const target = column + Math.floor(exponent / radix)
    const shift = exponent % radix
    const room = 1n << BigInt(61 - shift)
    if (term.max < room && term.min > -room) {
      this.add(target, sign, shifted(term, shift))
      return
    }
    if (term.min < 0n) throw new Error(`${term.code} may be negative and cannot be cut`)
    if (!cuts.has(shift)) {
      const name = `cut${this.#splits++}`
      const mask = (1n << BigInt(radix)) - 1n
      this.lines.push(
        `const ${name}Low = v128.and(i64x2.shl(${term.code}, ${shift}), mask), ${name}High = i64x2.shr_u(${term.code}, ${radix - shift})`,
      )
      const high = term.max >> BigInt(radix - shift)
      cuts.set(shift, [
        { code: `${name}Low`, min: 0n, max: mask },
        { code: `${name}High`, min: 0n, max: high },
      ])
    }
    const [low, high] = cuts.get(shift) as [Term, Term]
    this.add(target, sign, low)
    this.add(target + 1, sign, high)
  }

  /** The column modulo 2^bits. */
  low(column: number, bits: number, mask: string): Term {
    this.#mustBePositive(column)
    return { code: `v128.and(t${column}, ${mask})`, min: 0n, max: (1n << BigInt(bits)) - 1n }
  }

  /** The column divided by 2^bits, rounded down. */
  high(column: number, bits: number): Term {
    const { min, max } = this.#mustBePositive(column)
    return {
      code: `i64x2.shr_u(t${column}, ${bits})`,
      min: min >> BigInt(bits),
      max: max >> BigInt(bits),
    }
  }

  /** The column as it stands, bias and all. */
  whole(column: number): Term {
    return { code: `t${column}`, ...this.#mustBePositive(column) }
  }

  /** The column as a signed number, for those who neither shift nor mask it. */
  signed(column: number): Term {
    const { min, max } = this.#range(column)
    if (min < -LANE / 2n || max >= LANE / 2n)
      throw new Error(`column ${column} may reach ${min} .. ${max}`)
    return { code: `t${column}`, min, max }
  }

  /** Gives the column the value of `term`. */
  assign(column: number, term: Term): void {
    this.lines.push(`t${column} = ${term.code}`)
    this.#ranges[column] = { min: term.min, max: term.max }
  }

  #range(column: number): { min: bigint; max: bigint } {
    const range = this.#ranges[column]
    if (range === undefined) throw new Error(`bug: column ${column} was never defined`)
    return range
  }

  #mustBePositive(column: number): { min: bigint; max: bigint } {
    const { min, max } = this.#range(column)
    if (min < 0n || max >= LANE) throw new Error(`column ${column} may reach ${min} .. ${max}`)
    return { min, max }
  }
}

function shifted(term: Term, shift: number): Term {
  if (shift === 0) return term
  const by = BigInt(shift)
  return { code: `i64x2.shl(${term.code}, ${shift})`, min: term.min << by, max: term.max << by }
}
