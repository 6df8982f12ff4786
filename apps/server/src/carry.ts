/** Carries records from one store to another, whatever each is: out as lines of JSON, and in as the same. */
import { Conflict, type Kind, kindsInOrder, type Store, scopeOf } from "@keywright/kms"

/** A record on its way. Its value is sealed and under a MAC: without the root key it is worth nothing. */
export interface CarriedRecord {
  kind: Kind
  id: string
  value: string
}

/** Lines that were not taken in, in a sentence that says why. */
export class CarryRefused extends Error {
  override readonly name = "CarryRefused"
}

/** Records read, and written, at a time. */
const PAGE = 50

/** Of a line, in characters: a value has at most 512 KiB, and JSON writes a character as six at most. */
const LINE_MOST = 4_000_000

/**
 * Every record, one to a line, and a last line with their number, by which a copy that was cut off is known. Nobody may write
 * meanwhile.
 */
export async function* carryOut(store: Store): AsyncGenerator<string> {
  let count = 0
  for (const kind of kindsInOrder) {
    let after: string | undefined
    for (;;) {
      const page = { limit: PAGE, ...(after !== undefined && { after }) }
      const found = await store.list(kind, page)
      for (const { id, value } of found) yield `${JSON.stringify({ kind, id, value })}\n`
      count += found.length
      after = found.at(-1)?.id
      if (found.length < PAGE) break
    }
  }
  yield `${JSON.stringify({ records: count })}\n`
}

/**
 * Takes in what `carryOut` has given, and answers how many records that were. Throws `CarryRefused` when the store has a
 * domain key already, when it has another record under one of these names, and when lines are missing or none of these. What
 * was cut off can be sent again.
 */
export async function carryIn(store: Store, lines: AsyncIterable<string>): Promise<number> {
  if ((await store.list("domain-key", { limit: 1 })).length > 0) {
    throw new CarryRefused("The store has keys of its own. Take an empty one.")
  }
  let waiting: CarriedRecord[] = []
  // Written when all has come, so that no service begins on a part.
  const domainKeys: CarriedRecord[] = []
  let count = 0
  let announced: number | undefined
  for await (const line of lines) {
    if (announced !== undefined) throw new CarryRefused("There is more after the last line.")
    const read = readLine(line)
    if (typeof read === "number") {
      announced = read
      continue
    }
    count++
    const pile = read.kind === "domain-key" ? domainKeys : waiting
    pile.push(read)
    if (waiting.length < PAGE) continue
    await writeAll(store, waiting)
    waiting = []
  }
  if (announced !== count) {
    throw new CarryRefused(
      `${count} records came, and the last line is missing or tells of others.`,
    )
  }
  await writeAll(store, waiting)
  await writeAll(store, domainKeys)
  return count
}

/** The lines of a body in UTF-8, without their ends. */
export async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })
  let rest = ""
  for await (const chunk of body) {
    const [first = "", ...others] = decoder.decode(chunk, { stream: true }).split("\n")
    const whole = [rest + first, ...others]
    rest = whole.pop() ?? ""
    yield* whole
    if (rest.length > LINE_MOST) throw new CarryRefused("A line is too long.")
  }
  if (rest + decoder.decode() !== "") throw new CarryRefused("The last line has no end.")
}

/** A record, or the number of records that the last line tells. */
function readLine(line: string): CarriedRecord | number {
  const { kind, id, value, records } = parsed(line)
  if (Number.isSafeInteger(records)) return records as number
  const isKind = kindsInOrder.includes(kind as Kind)
  if (isKind && typeof id === "string" && typeof value === "string") {
    return { kind: kind as Kind, id, value }
  }
  throw new CarryRefused("A line is not a record.")
}

function parsed(line: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** One write for each Region: a store may keep them apart. */
async function writeAll(store: Store, records: readonly CarriedRecord[]): Promise<void> {
  const groups = Map.groupBy(records, ({ kind, id }) => scopeOf(kind, id))
  for (const group of groups.values()) {
    try {
      await store.write(group.map(addition))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      for (const record of group) await writeUnlessThere(store, record)
    }
  }
}

async function writeUnlessThere(store: Store, record: CarriedRecord): Promise<void> {
  const { kind, id, value } = record
  const found = await store.read(kind, id)
  if (found === undefined) await store.write([addition(record)])
  else if (found.value !== value) {
    throw new CarryRefused(`The store has another ${kind} ${id}. Take an empty one.`)
  }
}

const addition = ({ kind, id, value }: CarriedRecord) =>
  ({ kind, id, expect: "absent", next: { value } }) as const
