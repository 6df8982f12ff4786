/** The instructions of WebAssembly: how long each is, and what a machine may show of its operands. */
import type { WasmReader } from "./wasm-file.ts"

export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128"

/** An instruction whose time or whose memory access may depend on operands. */
export interface Leak {
  readonly kind: string
  /** Types of the operands on the stack, the topmost last. */
  readonly operands: readonly ValueType[]
  /** Which of them show, by their place in `operands`. */
  readonly shown: readonly number[]
}

export interface Instruction {
  readonly opcode: number
  /** What it may show; nothing for most. */
  readonly leak: Leak | undefined
}

/** Prefixed instructions get one number: prefix * 0x1000 + what follows. */
const PREFIX_MISC = 0xfc
const PREFIX_VECTOR = 0xfd
const SPACE = 0x1000
const misc = PREFIX_MISC * SPACE
const vector = PREFIX_VECTOR * SPACE

/** Passes one instruction and answers what it is. Refuses one that it does not know: nothing may pass unlooked at. */
export function readInstruction(reader: WasmReader): Instruction {
  const first = reader.byte()
  const prefixed = first === PREFIX_MISC || first === PREFIX_VECTOR
  const opcode = prefixed ? first * SPACE + reader.unsigned() : first
  const immediates = immediatesOf(opcode)
  if (immediates === undefined) throw new Error(`unknown instruction 0x${opcode.toString(16)}`)
  for (const immediate of immediates) skip[immediate](reader)
  return { opcode, leak: leaks.get(opcode) }
}

type Immediate = "number" | "bytes1" | "bytes4" | "bytes8" | "bytes16" | "list"

const skip: Readonly<Record<Immediate, (reader: WasmReader) => void>> = {
  number: (reader) => reader.skipNumber(),
  bytes1: (reader) => void reader.take(1),
  bytes4: (reader) => void reader.take(4),
  bytes8: (reader) => void reader.take(8),
  bytes16: (reader) => void reader.take(16),
  list(reader) {
    for (let left = reader.unsigned(); left > 0; left--) reader.skipNumber()
  },
}

/** Alignment and offset. */
const memoryArgument: readonly Immediate[] = ["number", "number"]

/** Ranges of opcodes, both ends included, and the immediates they have (WebAssembly 2.0, section 5.4; relaxed SIMD). */
const rows: readonly (readonly [first: number, last: number, ...immediates: Immediate[]])[] = [
  [0x00, 0x01],
  [0x02, 0x04, "number"],
  [0x05, 0x05],
  [0x0b, 0x0b],
  [0x0c, 0x0d, "number"],
  [0x0e, 0x0e, "list", "number"],
  [0x0f, 0x0f],
  [0x10, 0x10, "number"],
  [0x11, 0x11, "number", "number"],
  [0x1a, 0x1b],
  [0x1c, 0x1c, "list"],
  [0x20, 0x24, "number"],
  [0x28, 0x3e, ...memoryArgument],
  [0x3f, 0x42, "number"],
  [0x43, 0x43, "bytes4"],
  [0x44, 0x44, "bytes8"],
  [0x45, 0xc4],
  [misc, misc + 7],
  [misc + 8, misc + 8, "number", "number"],
  [misc + 9, misc + 9, "number"],
  [misc + 10, misc + 10, "number", "number"],
  [misc + 11, misc + 11, "number"],
  [vector, vector + 11, ...memoryArgument],
  [vector + 12, vector + 13, "bytes16"],
  [vector + 14, vector + 20],
  [vector + 21, vector + 34, "bytes1"],
  [vector + 35, vector + 83],
  [vector + 84, vector + 91, ...memoryArgument, "bytes1"],
  [vector + 92, vector + 93, ...memoryArgument],
  [vector + 94, vector + 0x113],
]

function immediatesOf(opcode: number): readonly Immediate[] | undefined {
  for (const [first, last, ...immediates] of rows) {
    if (opcode >= first && opcode <= last) return immediates
  }
  return undefined
}

function range(first: number, last: number = first): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function leak(kind: string, operands: readonly ValueType[], shown: readonly number[]): Leak {
  return { kind, operands, shown }
}

const address = (...above: ValueType[]): Leak => leak("address", ["i32", ...above], [0])
const quotient = (type: ValueType): Leak => leak("division", [type, type], [0, 1])
const block: Leak = leak("block of memory", ["i32", "i32", "i32"], [0, 1, 2])

/**
 * What shows. Branches and addresses always do. A `select` may become a branch. Divisions and square roots take as long as
 * their operands want, and so does the conversion of an unsigned i64, which x64 has not: engines branch on its top bit.
 * Multiplications, shifts and bit counts take constant time on x64 and ARM64.
 */
const leaks: ReadonlyMap<number, Leak> = new Map(
  (
    [
      [[0x04, 0x0d, 0x0e], leak("branch", ["i32"], [0])],
      [[0x11], leak("indirect call", ["i32"], [0])],
      [[0x1b, 0x1c], leak("select", ["i32"], [0])],
      [range(0x28, 0x35), address()],
      [[0x36, 0x3a, 0x3b], address("i32")],
      [[0x37, ...range(0x3c, 0x3e)], address("i64")],
      [[0x38], address("f32")],
      [[0x39], address("f64")],
      [[0x40], leak("growth of memory", ["i32"], [0])],
      [range(0x6d, 0x70), quotient("i32")],
      [range(0x7f, 0x82), quotient("i64")],
      [[0x91], leak("square root", ["f32"], [0])],
      [[0x95], quotient("f32")],
      [[0x9f], leak("square root", ["f64"], [0])],
      [[0xa3], quotient("f64")],
      [[0xb5, 0xba], leak("conversion", ["i64"], [0])],
      [[misc + 8, misc + 10, misc + 11], block],
      [[...range(vector, vector + 10), vector + 92, vector + 93], address()],
      [[vector + 11, ...range(vector + 84, vector + 91)], address("v128")],
      [[vector + 0xe3, vector + 0xef], leak("square root", ["v128"], [0])],
      [[vector + 0xe7, vector + 0xf3], quotient("v128")],
    ] as const
  ).flatMap(([opcodes, shows]) => opcodes.map((opcode) => [opcode, shows] as const)),
)

/** Of a conversion only the sign of its operand shows. */
export function showsSignOnly({ kind }: Leak): boolean {
  return kind === "conversion"
}
