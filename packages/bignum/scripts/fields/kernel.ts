/** Writes the field kernel of one prime in AssemblyScript, and proves while it writes that no column overflows. */
import { Columns, type Term } from "./columns.ts"
import { fieldFile } from "./file.ts"
import { columnError, type Plan, planOf, productMax } from "./plan.ts"
import type { Prime } from "./primes.ts"

/** The text of assembly/curves/fields/NAME.ts. */
export function fieldKernel(prime: Prime): string {
  const plan = planOf(prime)
  return fieldFile(plan, { multiply: body(plan, false), square: body(plan, true) })
}

function body(plan: Plan, square: boolean): string[] {
  const columns = new Columns(plan.radixBits)
  loadFactors(plan, square, columns)
  for (let column = 0; column < 2 * plan.digits - 1; column++)
    multiplyColumn(plan, square, column, columns)
  const top = 2 * plan.digits - 1
  columns.define(top, plus(carryOfRounding(plan, top), plan, top))
  const lowest = plan.reduction === "montgomery" ? montgomery(plan, columns) : fold(plan, columns)
  foldAbove(plan, lowest, columns)
  storeDigits(plan, lowest, columns)
  return columns.lines
}

function loadFactors(plan: Plan, square: boolean, columns: Columns): void {
  const { digits, constant } = plan
  for (const factor of square ? ["a"] : ["a", "b"]) {
    for (let i = 0; i < digits; i++) {
      columns.lines.push(
        `const ${factor}${i} = load<i64>(${factor}, ${16 * i}), ${factor.toUpperCase()}${i} = load<i64>(${factor}, ${16 * i + 8}), ${factor}f${i} = v128.load(${factor}, ${16 * (digits + i)})`,
      )
    }
  }
  columns.lines.push(
    `const mask = ${constant(plan.mask)}`,
    `const rounder = ${constant(plan.rounderBits)}`,
  )
}

/**
 * One column of the product: the low 64 bits from wrapping integer products, the rest from the f64 sum, rounded to units of
 * 2^58. What the rounding took is the next column's carry; what is left fits a lane.
 */
function multiplyColumn(plan: Plan, square: boolean, column: number, columns: Columns): void {
  const b = square ? "a" : "b"
  const pairs: (readonly [number, number])[] = []
  for (let i = 0; i < plan.digits; i++) {
    const j = column - i
    if (j >= 0 && j < plan.digits && (!square || i < j)) pairs.push([i, j] as const)
  }
  const middle = square && column % 2 === 0 ? column / 2 : undefined
  let sum = ""
  for (const [i, j] of pairs) {
    sum = sum ? `multiplyAdd(af${i}, ${b}f${j}, ${sum})` : `f64x2.mul(af${i}, ${b}f${j})`
  }
  if (square && sum) {
    columns.lines.push(`const s${column} = ${sum}`)
    sum = `f64x2.add(s${column}, s${column})`
  }
  if (middle !== undefined) {
    const f = `af${middle}`
    sum = sum ? `multiplyAdd(${f}, ${f}, ${sum})` : `f64x2.mul(${f}, ${f})`
  }
  const lane = (a: string): string => {
    const other = a === "a" ? b : b.toUpperCase()
    const products = pairs.map(([i, j]) => `${a}${i} * ${other}${j}`).join(" + ")
    const doubled = square && products ? `((${products}) << 1)` : products
    return [doubled, middle === undefined ? "" : `${a}${middle} * ${a}${middle}`]
      .filter(Boolean)
      .join(" + ")
  }
  columns.lines.push(`const h${column} = f64x2.add(${sum}, rounder)`)
  const error = columnError(plan, column)
  const rest = `i64x2.sub(pair(${lane("a")}, ${lane("A")}), i64x2.shl(h${column}, ${plan.unitBits}))`
  const carry = column === 0 ? undefined : carryOfRounding(plan, column)
  const code = carry ? `i64x2.add(${rest}, ${carry.code})` : rest
  const term = { code, min: (carry?.min ?? 0n) - error, max: (carry?.max ?? 0n) + error }
  columns.define(column, plus(term, plan, column))
}

/** What column - 1 rounded away, in units of this column, with the exponent bits of the rounder as a bias. */
function carryOfRounding(plan: Plan, column: number): Term {
  const shift = BigInt(plan.unitBits - plan.radixBits)
  const most =
    ((productMax(plan, column - 1) + columnError(plan, column - 1)) >> BigInt(plan.unitBits)) + 1n
  return {
    code: `i64x2.shl(h${column - 1}, ${shift})`,
    min: plan.bias - (most << shift),
    max: plan.bias + (most << shift),
  }
}

/** The term with the column's constant added: its bias, less the one that came with the carry. */
function plus(term: Term, plan: Plan, column: number): Term {
  const added = (plan.columnStart[column] as bigint) - (column === 0 ? 0n : plan.bias)
  if (added === 0n) return term
  return {
    code: `i64x2.add(${term.code}, ${plan.constant(BigInt.asIntN(64, added))})`,
    min: term.min + added,
    max: term.max + added,
  }
}

/**
 * Clears the low columns: q = -t / p mod 2^radixBits makes t + q * p end in a zero digit. The primes are chosen so that
 * -1 / p mod 2^radixBits is 1 or 1 + 2^small. Answers the lowest column of the result.
 */
function montgomery(plan: Plan, columns: Columns): number {
  const { digits, radixBits } = plan
  const middle = plan.terms.slice(0, -1)
  const small = middle.find(([, exponent]) => exponent < radixBits)
  for (let k = 0; k < digits; k++) {
    const cuts = new Map<number, [Term, Term]>()
    const t = columns.whole(k)
    const sum = small ? `i64x2.add(${t.code}, i64x2.shl(${t.code}, ${small[1]}))` : t.code
    columns.lines.push(`const q${k} = v128.and(${sum}, mask)`)
    const q: Term = { code: `q${k}`, min: 0n, max: plan.mask }
    if (small) {
      columns.addShifted(k, 1, q, small[1], cuts)
      columns.add(k, -1, q)
    }
    columns.add(k + 1, 1, columns.high(k, radixBits))
    for (const [sign, exponent] of middle) {
      if (exponent >= radixBits) columns.addShifted(k, sign, q, exponent, cuts)
    }
  }
  return digits
}

/** Adds the high columns, times 2^(digits * radixBits) mod p, to the low ones. Answers the lowest column of the result. */
function fold(plan: Plan, columns: Columns): number {
  const { digits, radixBits, bits } = plan
  const top = 2 * digits - 1
  const factor = plan.terms
    .slice(1)
    .map(([sign, exponent]) => [-sign as 1 | -1, exponent + digits * radixBits - bits] as const)
  // A wide fold cannot take the top column beside the others: it goes first, and the carry out of the next one apart.
  const wide = factor.some(([, exponent]) => (exponent % radixBits) + 52 > 61)
  const add = (column: number, term: Term): void => {
    const cuts = new Map<number, [Term, Term]>()
    for (const [sign, exponent] of factor) columns.addShifted(column, sign, term, exponent, cuts)
  }
  if (wide) add(top - digits, columns.whole(top))
  for (let k = digits; k < top; k++) {
    const carry = columns.high(k, radixBits)
    if (wide && k === top - 1) {
      columns.lines.push(`const carry = ${carry.code}`)
      add(top - digits, { ...carry, code: "carry" })
    } else {
      columns.add(k + 1, 1, carry)
    }
    columns.assign(k, columns.low(k, radixBits, "mask"))
  }
  for (let k = digits; k < top; k++) add(k - digits, columns.whole(k))
  if (!wide) add(top - digits, columns.signed(top))
  return 0
}

/** Folds what is above the prime's length: the column with half its range added, so that the digit left is balanced. */
function foldAbove(plan: Plan, lowest: number, columns: Columns): void {
  const { digits, radixBits, topBits, constant } = plan
  const top = lowest + digits - 1
  const half = 1n << BigInt(topBits - 1)
  columns.add(top, 1, { code: constant(half), min: half, max: half })
  const high = columns.high(top, topBits)
  columns.lines.push(`const above = i64x2.sub(${high.code}, ${constant(plan.aboveBias)})`)
  columns.assign(top, columns.low(top, topBits, constant((1n << BigInt(topBits)) - 1n)))
  const above: Term = {
    code: "above",
    min: high.min - plan.aboveBias,
    max: high.max - plan.aboveBias,
  }
  for (const [sign, exponent] of plan.terms.slice(1)) {
    const shift = BigInt(exponent % radixBits)
    columns.add(lowest + Math.floor(exponent / radixBits), -sign as 1 | -1, {
      code: shift ? `i64x2.shl(above, ${shift})` : "above",
      min: above.min << shift,
      max: above.max << shift,
    })
  }
}

/** Carries once from below and stores balanced digits in both forms. */
function storeDigits(plan: Plan, lowest: number, columns: Columns): void {
  const { digits, radixBits, constant } = plan
  const top = lowest + digits - 1
  columns.lines.push(
    `const exponent = ${constant(plan.floatBits(2 ** 52))}`,
    `const half = ${constant(1n << BigInt(radixBits - 1))}`,
    `const exponentAndHalf = ${constant(plan.floatBits(2 ** 52 + 2 ** (radixBits - 1)))}`,
  )
  for (let j = 0; j < digits - 1; j++) {
    const low = columns.low(lowest + j, radixBits, "mask")
    const digit = `d${j}`
    columns.lines.push(`const ${digit} = ${low.code}`)
    columns.add(lowest + j + 1, 1, columns.high(lowest + j, radixBits))
    columns.lines.push(
      `v128.store(out, i64x2.sub(${digit}, half), ${16 * j}); v128.store(out, f64x2.sub(v128.or(${digit}, exponent), exponentAndHalf), ${16 * (digits + j)})`,
    )
  }
  const last = columns.signed(top)
  plan.checkTopDigit(last.min - plan.topBias, last.max - plan.topBias)
  const signed = constant(plan.floatBits(1.5 * 2 ** 52))
  columns.lines.push(
    `const top = i64x2.sub(${last.code}, ${constant(plan.topBias)})`,
    `v128.store(out, top, ${16 * (digits - 1)}); v128.store(out, f64x2.sub(i64x2.add(top, ${signed}), ${signed}), ${16 * (2 * digits - 1)})`,
  )
}
