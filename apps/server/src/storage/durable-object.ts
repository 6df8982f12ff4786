/** A store on Durable Objects: one for each Region of the account, and one for what all of its Regions share. */
import {
  type Change,
  Conflict,
  compareUtf8,
  type Kind,
  OutcomeUnknown,
  type Store,
  type Stored,
  StoreUnavailable,
  scopeOf,
} from "@keywright/kms"
import type { Outcome } from "./record-object.ts"

/** An object from afar. */
export interface RecordStub {
  read(kind: Kind, id: string): Promise<Stored | undefined>
  list(kind: Kind, page: Parameters<Store["list"]>[1]): Promise<Stored[]>
  write(changes: readonly Change[], notAfterMs: number): Promise<Outcome>
}

/** The binding of the class. A stub is made for each call: it may not outlive the request that it was made in. */
export interface RecordNamespace {
  getByName(name: string, options?: { locationHint?: string }): RecordStub
}

/**
 * Where an object of a Region is made, when its first request comes (developers.cloudflare.com/durable-objects/reference/data-location).
 * It stays there.
 */
const LOCATION_HINTS: readonly [regions: RegExp, hint: string][] = [
  [/^(?:us|us-gov)-west-/, "wnam"],
  [/^(?:us|us-gov|us-iso[a-z]?)-|^ca-|^mx-/, "enam"],
  [/^sa-/, "sam"],
  [/^eu-|^eusc-/, "weur"],
  [/^(?:me|il)-/, "me"],
  [/^af-/, "afr"],
  [/^ap-southeast-(?:2|4|6)$/, "oc"],
  [/^(?:ap|cn)-/, "apac"],
]

/** The store of one account in some Regions. Its verbs throw `StoreUnavailable` when an object cannot be reached. */
export function durableObjectStore(
  namespace: RecordNamespace,
  { account, regions }: { account: string; regions: readonly string[] },
): Store {
  const hints = new Map(regions.map((region) => [`${account}/${region}`, locationHintOf(region)]))

  /** The object that a record is in: its Region's, if that is one of these, or the account's. */
  const placeOf = (kind: Kind, id: string): string => {
    const scope = scopeOf(kind, id)
    return scope !== undefined && hints.has(scope) ? scope : account
  }

  /** The objects that a list may find something in: those whose ids can begin like this. */
  const placesOf = (kind: Kind, prefix: string): string[] => {
    if (scopeOf(kind, prefix) !== undefined) return [placeOf(kind, prefix)]
    return scopeOf(kind, ANY_ID) === undefined ? [account] : [account, ...hints.keys()]
  }

  const at = (place: string): RecordStub => {
    const locationHint = hints.get(place)
    return namespace.getByName(place, locationHint === undefined ? {} : { locationHint })
  }

  return {
    async read(kind, id) {
      const found = await reached(() => at(placeOf(kind, id)).read(kind, id))
      return found && plain(found)
    },
    async list(kind, page) {
      const places = placesOf(kind, page.prefix ?? "")
      const lists = await reached(() =>
        Promise.all(places.map((each) => at(each).list(kind, page))),
      )
      const sorted = lists.flat().sort((one, other) => compareUtf8(one.id, other.id))
      return sorted.slice(0, page.limit).map(plain)
    },
    async write(changes) {
      const [place, ...others] = new Set(changes.map(({ kind, id }) => placeOf(kind, id)))
      if (place === undefined) return
      if (others.length > 0)
        throw new Error(`bug: one write to ${[place, ...others].join(" and ")}`)
      const outcome = await answered((notAfterMs) => at(place).write(changes, notAfterMs))
      if (outcome === "written") return
      if (outcome === "too late") throw new StoreUnavailable("the Durable Object was too busy")
      throw new Conflict(outcome.conflict.kind, outcome.conflict.id)
    },
    async close() {},
  }
}

/** As long as any that has a scope. */
const ANY_ID = "////"

function locationHintOf(region: string): string | undefined {
  return LOCATION_HINTS.find(([regions]) => regions.test(region))?.[1]
}

/** What crosses between Workers comes with a member that disposes of it. */
function plain({ id, value, version }: Stored): Stored {
  return { id, value, version }
}

/** Any failure of a call is the platform's: an object that is overloaded, moved or out of reach. */
async function reached<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw new StoreUnavailable(`the Durable Object does not answer: ${wordsOf(error)}`, {
      cause: error,
    })
  }
}

/** An object that has not begun to write by then does not any more. */
const WRITE_MS = 5000

/** Its answer is on disk, and on its way, by then. */
const ANSWER_MS = 2 * WRITE_MS

/** As `reached`, for a write: a call that breaks off, or stays without an answer, may have been carried out. */
async function answered(write: (notAfterMs: number) => Promise<Outcome>): Promise<Outcome> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ANSWER_MS} ms`)), ANSWER_MS)
  })
  try {
    return await Promise.race([write(Date.now() + WRITE_MS), silence])
  } catch (error) {
    const words = `the Durable Object was lost while it wrote: ${wordsOf(error)}`
    // What an overloaded object turns away has not reached it (Cloudflare, "Durable Objects", error handling).
    const turnedAway = error instanceof Error && "overloaded" in error && error.overloaded === true
    const Failure = turnedAway ? StoreUnavailable : OutcomeUnknown
    throw new Failure(words, { cause: error })
  } finally {
    clearTimeout(timer)
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : typeof error
}
