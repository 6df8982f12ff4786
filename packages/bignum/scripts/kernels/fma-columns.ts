/** The four columns of a pass of the fma kernel: their starts, a product in one of them, and their digits in the end. */

/** How many lanes a function works on: two are one vector, four are two. */
export interface Width {
  readonly name: "two" | "four"
  readonly title: "Two" | "Four"
  readonly vectors: readonly number[]
}

export const widths: readonly Width[] = [
  { name: "two", title: "Two", vectors: [0] },
  { name: "four", title: "Four", vectors: [0, 1] },
]

/** More columns do not fit the sixteen registers of x64: eight sums, c1, c2, x, the window and one for h. */
const columns: readonly number[] = [0, 1, 2, 3]

/** Digit `digit` of the number that a pointer stands in: 32 bytes a digit, 16 a vector. */
export function load(pointer: string, digit: number, vector: number): string {
  const offset = 32 * digit + 16 * vector
  return offset === 0 ? `v128.load(${pointer})` : `v128.load(${pointer}, ${offset})`
}

/** Column += x y. */
export function product(column: number, x: string, y: string): string {
  return addProduct(`L${column}`, `H${column}`, x, y)
}

function addProduct(L: string, H: string, x: string, y: string): string {
  return `h = high(${x}, ${y}, c1); ${H} = i64x2.add(${H}, h); ${L} = i64x2.add(${L}, low(${x}, ${y}, h, c2))`
}

export const doubled: readonly string[] = columns.map(
  (column) =>
    `L${column} = i64x2.add(L${column}, L${column}); H${column} = i64x2.add(H${column}, H${column})`,
)

/** The sums of the vector before go to memory: there are registers for one. */
export function startPass(vector: number, halves: boolean): string[] {
  const saved = columns.map(
    (column) =>
      `v128.store(SUMS, L${column}, ${32 * column}); v128.store(SUMS, H${column}, ${32 * column + 16})`,
  )
  return [
    ...(vector > 0 ? saved : []),
    `p = starts + (k >> 1)${halves ? " + HALVES" : ""}`,
    ...columns.map(
      (column) =>
        `L${column} = v128.load64_splat(p, ${16 * column}); H${column} = v128.load64_splat(p, ${16 * column + 8})`,
    ),
  ]
}

/**
 * The digits, from the lowest column upwards. That of a low column is a quotient, which takes part in the columns above. Each waits
 * for the one before, so that those of two vectors go side by side. Column 3 of a low pass may be the first high one.
 */
export function digitsOfPass({ vectors }: Width, half: "low" | "high"): string[] {
  const low = half === "low"
  const last = vectors.length - 1
  const sumsOf = (column: number, vector: number): [string, string] =>
    vector === last ? [`L${column}`, `H${column}`] : ["L", "H"]
  return [
    low ? "p = k + 96 < size ? QUOTIENTS : out - size" : "p = out - size",
    ...columns.flatMap((column) => [
      ...(last > 0 ? [`L = ${load("SUMS", column, 0)}; H = ${load("SUMS", column, 1)}`] : []),
      ...vectors.flatMap((vector) =>
        low ? quotientProducts(column, vector, sumsOf(column, vector)) : [],
      ),
      ...vectors.flatMap((vector) => {
        const to = low && column < 3 ? "QUOTIENTS + k" : "p + k"
        return [
          ...digit(column, vector, sumsOf(column, vector)),
          `v128.store(${to}, d${column}_${vector}, ${32 * column + 16 * vector})`,
        ]
      }),
    ]),
  ]
}

/** The quotients of this pass, times the digits of M that they meet in the column. */
function quotientProducts(column: number, vector: number, [L, H]: [string, string]): string[] {
  return columns
    .slice(0, column)
    .flatMap((i) => [
      `x = ${load("MODULUS", column - 1 - i, vector)}`,
      addProduct(L, H, `d${i}_${vector}`, "x"),
    ])
}

function digit(column: number, vector: number, [L, H]: [string, string]): string[] {
  return [
    `sum = i64x2.add(${L}, carry${vector}); carry${vector} = carryOf(sum, ${H})`,
    `d${column}_${vector} = digitOf(sum, ${H}, mask, ones, offset)`,
  ]
}
