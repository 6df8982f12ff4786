/**
 * Changes a module so that it keeps account of all that it shows: before each instruction that may leak, the leaking operands and
 * the instruction's place are folded into a hash. Nothing else changes, and nothing is called outside, so what is traced is the
 * very code that ships.
 *
 * The hash, and what it was at one chosen event, are globals appended to the module; so is the function that folds, which
 * leaves every index as it was.
 */
import { type Leak, readInstruction, showsSignOnly, type ValueType } from "./instructions.ts"
import {
  append,
  counted,
  readSections,
  type Section,
  sectionIds,
  signed,
  unsigned,
  WasmReader,
  writeSections,
} from "./wasm-file.ts"

/** Where functions are in the file, in the order of their indices. */
export interface FunctionRange {
  readonly start: number
  readonly end: number
}

export interface Instrumented {
  readonly file: Uint8Array<ArrayBuffer>
  readonly functions: readonly FunctionRange[]
  /** Names under which the mutable globals of the module are exported. */
  readonly mutableGlobals: readonly string[]
}

/** The appended globals, all mutable i64, by the names under which they are exported. */
export const accounts = ["#hash", "#events", "#stop", "#hashAtStop", "#siteAtStop", "#valueAtStop"]

const code: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
}
/** Locals appended to each function: as many of each type as an instruction has operands of it. */
const spare: readonly (readonly [ValueType, number])[] = [
  ["i32", 3],
  ["i64", 2],
  ["f32", 2],
  ["f64", 2],
  ["v128", 2],
]

/** Instruments a module without imported functions or globals. */
export function instrument(file: Uint8Array): Instrumented {
  const sections = readSections(file)
  if (sections.some(({ id }) => id === sectionIds.import)) throw new Error("a module with imports")
  const find = (id: number) => sections.find((section) => section.id === id)
  const parameters = readParameterCounts(find(sectionIds.type))
  const types = readList(find(sectionIds.function), (reader) => reader.unsigned())
  const globals = readList(find(sectionIds.global), readGlobal)
  const fold = { index: types.length, type: parameters.length, globals: globals.length }
  const bodies = find(sectionIds.code)
  if (bodies === undefined) throw new Error("a module without code")
  const functions: FunctionRange[] = []
  const changed = readList(bodies, (reader, i) => {
    const length = reader.unsigned()
    const start = bodies.offset + reader.at
    functions.push({ start, end: start + length })
    const body = { bytes: reader.take(length), offset: start }
    return changedBody(body, { parameters: parameters[types[i] as number] as number, fold })
  })
  const mutable = globals.flatMap((isMutable, index) => (isMutable ? [index] : []))
  const appended = appendedTo(sections, { fold, mutable })
  appended.set(sectionIds.code, listOf([...changed, foldBody(fold.globals)]))
  return {
    file: writeSections(completed(sections, appended)) as Uint8Array<ArrayBuffer>,
    functions,
    mutableGlobals: mutable.map((index) => `#global${index}`),
  }
}

interface Fold {
  readonly index: number
  readonly type: number
  /** The index of the first appended global. */
  readonly globals: number
}

/** The lists that grow: types, functions, globals and exports. */
function appendedTo(
  sections: readonly Section[],
  { fold, mutable }: { fold: Fold; mutable: readonly number[] },
): Map<number, number[]> {
  const grown = (
    id: number,
    items: readonly (readonly number[])[],
  ): readonly [number, number[]] => {
    const section = sections.find((each) => each.id === id)
    const reader = new WasmReader(section?.bytes ?? Uint8Array.of(0))
    const count = reader.unsigned()
    const out = unsigned(count + items.length)
    append(out, (section?.bytes ?? new Uint8Array(1)).subarray(reader.at), ...items)
    return [id, out]
  }
  const exported = (name: string, index: number): number[] => [
    ...counted(new TextEncoder().encode(name)),
    3,
    ...unsigned(index),
  ]
  return new Map([
    grown(sectionIds.type, [[0x60, 2, code.i32, code.i64, 0]]),
    grown(sectionIds.function, [unsigned(fold.type)]),
    grown(
      sectionIds.global,
      accounts.map(() => [code.i64, 1, 0x42, 0, 0x0b]),
    ),
    grown(sectionIds.export, [
      ...accounts.map((name, i) => exported(name, fold.globals + i)),
      ...mutable.map((index) => exported(`#global${index}`, index)),
    ]),
  ])
}

/** The sections in their order, each in its new form, with those that were not there. */
function completed(
  sections: readonly Section[],
  changed: ReadonlyMap<number, readonly number[]>,
): { id: number; bytes: Uint8Array }[] {
  const own = sections.map(({ id, bytes }) => ({
    id,
    bytes: changed.has(id) ? Uint8Array.from(changed.get(id) ?? []) : bytes,
  }))
  for (const [id, bytes] of changed) {
    if (own.some((section) => section.id === id)) continue
    const place = own.findIndex((section) => section.id > id)
    own.splice(place, 0, { id, bytes: Uint8Array.from(bytes) })
  }
  return own
}

function changedBody(
  body: { bytes: Uint8Array; offset: number },
  { parameters, fold }: { parameters: number; fold: Fold },
): number[] {
  const reader = new WasmReader(body.bytes)
  const groups = reader.unsigned()
  const declarations = reader.at
  let locals = parameters
  for (let i = 0; i < groups; i++) {
    locals += reader.unsigned()
    reader.byte()
  }
  const out = unsigned(groups + spare.length)
  append(out, body.bytes.subarray(declarations, reader.at))
  for (const [type, count] of spare) out.push(count, code[type])
  while (!reader.done) {
    const start = reader.at
    const { leak } = readInstruction(reader)
    if (leak !== undefined) append(out, account(leak, { site: body.offset + start, locals, fold }))
    append(out, body.bytes.subarray(start, reader.at))
  }
  return [...unsigned(out.length), ...out]
}

/** Takes the operands off the stack, folds those that show, and puts all of them back. */
function account(
  leak: Leak,
  { site, locals, fold }: { site: number; locals: number; fold: Fold },
): number[] {
  const used = new Map<ValueType, number>()
  const places = leak.operands.map((type) => {
    const nth = used.get(type) ?? 0
    used.set(type, nth + 1)
    return firstSpare(locals, type) + nth
  })
  const out: number[] = []
  for (const local of places.toReversed()) append(out, [0x21], unsigned(local))
  for (const operand of leak.shown) {
    const local = places[operand] as number
    for (const value of asIntegers(leak, leak.operands[operand] as ValueType, local)) {
      append(out, [0x41], signed(BigInt(site)), value, [0x10], unsigned(fold.index))
    }
  }
  for (const local of places) append(out, [0x20], unsigned(local))
  return out
}

function firstSpare(locals: number, wanted: ValueType): number {
  let first = locals
  for (const [type, count] of spare) {
    if (type === wanted) return first
    first += count
  }
  throw new Error(`bug: no spare ${wanted}`)
}

/** The bits of a local, as one or two i64. */
function asIntegers(leak: Leak, type: ValueType, local: number): number[][] {
  const get = [0x20, ...unsigned(local)]
  if (showsSignOnly(leak)) return [[...get, 0x42, 63, 0x88]]
  switch (type) {
    case "i32":
      return [[...get, 0xad]]
    case "i64":
      return [get]
    case "f32":
      return [[...get, 0xbc, 0xad]]
    case "f64":
      return [[...get, 0xbd]]
    case "v128":
      return [0, 1].map((lane) => [...get, 0xfd, 0x1d, lane])
  }
}

/** The odd multipliers of a hash whose steps do not commute. */
const siteFactor = 0x9e3779b97f4a7c15n
const hashFactor = 0xff51afd7ed558ccdn

/**
 * fold(site, value): events += 1; hash = rotl(hash ^ value ^ site * siteFactor, 25) * hashFactor; and when events reaches stop, keeps
 * the three.
 */
function foldBody(globals: number): number[] {
  const at = (name: string) => unsigned(globals + accounts.indexOf(name))
  const get = (name: string) => [0x23, ...at(name)]
  const set = (name: string) => [0x24, ...at(name)]
  const constant = (value: bigint) => [0x42, ...signed(BigInt.asIntN(64, value))]
  const [site, value] = [
    [0x20, 0],
    [0x20, 1],
  ] as const
  const body = [
    0,
    ...[...get("#events"), ...constant(1n), 0x7c, ...set("#events")],
    ...[...get("#hash"), ...value, 0x85, ...site, 0xad, ...constant(siteFactor), 0x7e, 0x85],
    ...[...constant(25n), 0x89, ...constant(hashFactor), 0x7e, ...set("#hash")],
    ...[...get("#events"), ...get("#stop"), 0x51, 0x04, 0x40],
    ...[...get("#hash"), ...set("#hashAtStop"), ...site, 0xad, ...set("#siteAtStop")],
    ...[...value, ...set("#valueAtStop"), 0x0b, 0x0b],
  ]
  return counted(body)
}

function listOf(items: readonly (readonly number[])[]): number[] {
  const out = unsigned(items.length)
  append(out, ...items)
  return out
}

function readList<Item>(
  section: Section | undefined,
  read: (reader: WasmReader, index: number) => Item,
): Item[] {
  if (section === undefined) return []
  const reader = new WasmReader(section.bytes)
  return Array.from({ length: reader.unsigned() }, (_, i) => read(reader, i))
}

function readParameterCounts(section: Section | undefined): number[] {
  return readList(section, (reader) => {
    if (reader.byte() !== 0x60) throw new Error("a type that is no function's")
    const parameters = reader.unsigned()
    reader.take(parameters)
    reader.take(reader.unsigned())
    return parameters
  })
}

/** Passes a global; answers whether it is mutable. */
function readGlobal(reader: WasmReader): boolean {
  reader.byte()
  const isMutable = reader.byte() === 1
  while (readInstruction(reader).opcode !== 0x0b);
  return isMutable
}
