/** What a store may know about records by their kind, without looking into them: whose they are, and when they come due. */
import type { Kind } from "./store.ts"

interface KindRow {
  /** Where `<account>/<region>` begins in an id, in segments between slashes; nothing for what serves every Region. */
  scopeAt?: number
  /** Whether an id begins with the moment (ISO 8601) at which something has to be done about the record. */
  comesDue?: true
}

const kinds: Readonly<Record<Kind, KindRow>> = {
  key: { scopeAt: 0 },
  alias: { scopeAt: 0 },
  "alias-of-key": { scopeAt: 0 },
  deletion: { scopeAt: 1, comesDue: true },
  "access-key": {},
  setting: {},
  "domain-key": {},
}

/**
 * Every kind, in the order in which records are copied. Domain keys come last: on a copy that was cut off there is none, and
 * no service begins on records without one.
 */
export const kindsInOrder: readonly Kind[] = Object.keys(kinds) as Kind[]

/** The kinds whose ids begin with a moment, so that a list of one shows first what comes due next. */
export const kindsThatComeDue: readonly Kind[] = kindsInOrder.filter((kind) => kinds[kind].comesDue)

/**
 * `<account>/<region>` of a record, or nothing when its kind serves every Region. Of an id's beginning, nothing too unless
 * the scope stands in it whole, with the slash that ends it: a list of that prefix then is of one scope.
 */
export function scopeOf(kind: Kind, id: string): string | undefined {
  const { scopeAt } = kinds[kind]
  if (scopeAt === undefined) return undefined
  const segments = id.split("/", scopeAt + 3)
  return segments.length < scopeAt + 3 ? undefined : `${segments[scopeAt]}/${segments[scopeAt + 1]}`
}

/** The moment at which a record of one of `kindsThatComeDue` comes due, in milliseconds since 1970; NaN when its id tells none. */
export function dueMsOf(id: string): number {
  return Date.parse(id.slice(0, id.indexOf("/")))
}
