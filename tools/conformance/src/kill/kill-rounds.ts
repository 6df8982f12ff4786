/** Kills a server again and again while it writes, and looks each time whether all is there that it had acknowledged. */
import { type KMSClient, ListAliasesCommand, ListKeysCommand } from "@aws-sdk/client-kms"
import type { OwnServer } from "../own-server.ts"
import { standOn } from "../target.ts"
import { type KnownKey, lookAt, textOf } from "./known-key.ts"
import { type Legacy, writeUntilKilled } from "./writer.ts"

export interface KillOrder {
  server: OwnServer
  rounds: number
  /** Which deeds, and when the server dies. */
  seed: number
  /** Kills something else that the server stands on, and starts it again; asked in every fourth round. */
  killBelow?: () => Promise<void>
  progress?: (round: number) => void
}

export interface KillReport {
  rounds: number
  seed: number
  acknowledged: number
  /** Deeds that were not answered, and of these, those that were done. */
  unanswered: number
  unansweredButDone: number
  keys: number
  aliases: number
}

const WRITERS = 6
/** Of a writer: more would be looked at, and not say more. */
const OLD_KEYS = 4
/** After the first deed of a round that was acknowledged. */
const DEATH_MOST_MS = 250

/** Throws for a key that is not as it was acknowledged, or half written; the message has the seed. */
export async function killRounds(order: KillOrder): Promise<KillReport> {
  const { rounds, seed } = order
  const random = randomOf(seed)
  const known = new Map<string, KnownKey>()
  const report = { acknowledged: 0, unanswered: 0, unansweredButDone: 0 }
  let [marks, strangersMost] = [0, 0]
  const { kms } = standOn(order.server.target)
  try {
    for (let round = 1; round <= rounds; round++) {
      const mark = (): number => marks++
      const legacies = await oneRound(order, { kms, random, mark, known, round })
      for (const legacy of legacies) {
        report.acknowledged += legacy.acknowledged
        if (legacy.mayHaveMade) strangersMost++
        if (legacy.unanswered !== undefined) report.unanswered++
        if (await settle(kms, legacy, known)) report.unansweredButDone++
      }
      order.progress?.(round)
    }
    return { ...report, rounds, seed, ...(await takeStock(kms, known, strangersMost)) }
  } catch (error) {
    throw new Error(`with seed ${seed}, of ${marks} deeds: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

interface Round {
  kms: KMSClient
  random: () => number
  mark: () => number
  known: ReadonlyMap<string, KnownKey>
  round: number
}

async function oneRound(order: KillOrder, { known, round, ...each }: Round): Promise<Legacy[]> {
  const { random } = each
  let killed = false
  const begun = Promise.withResolvers<void>()
  const old = drawn([...known.values()].slice(-500), WRITERS * OLD_KEYS, random)
  const writing = Array.from({ length: WRITERS }, (_, writer) => {
    const keys = old.filter((_, place) => place % WRITERS === writer)
    return writeUntilKilled({
      ...each,
      keys,
      acknowledged: begun.resolve,
      isKilled: () => killed,
    })
  })
  // A writer that fails before the server is killed ends the run at once.
  const failing = Promise.all(writing)
  await Promise.race([begun.promise, failing])
  await Promise.race([pause(random() * DEATH_MOST_MS), failing])
  killed = true
  if (round % 4 === 0) await order.killBelow?.()
  await order.server.target.process.crash()
  return failing
}

/** Takes over what a writer knows, and finds out what became of the deed that was not answered: whether it was done. */
async function settle(
  kms: KMSClient,
  { known: touched, unanswered }: Legacy,
  known: Map<string, KnownKey>,
): Promise<boolean> {
  let done = false
  for (const [KeyId, expected] of touched) {
    const found = await lookAt(kms, KeyId)
    const isOther = textOf(found) !== textOf(expected)
    const isUnanswered = unanswered?.KeyId === KeyId && textOf(found) === textOf(unanswered)
    if (isOther && !isUnanswered) {
      throw new Error(`${KeyId} is ${textOf(found)}, and was acknowledged as ${textOf(expected)}`)
    }
    done ||= isOther
    known.set(KeyId, found)
  }
  return done
}

/** Everything at the end, from the other side: what the lists say. */
async function takeStock(
  kms: KMSClient,
  known: ReadonlyMap<string, KnownKey>,
  strangersMost: number,
): Promise<{ keys: number; aliases: number }> {
  const keys = new Set<string>()
  const owners = new Map<string, string>()
  for (let Marker: string | undefined, more = true; more; ) {
    const page = await kms.send(new ListKeysCommand({ Limit: 1000, Marker }))
    for (const { KeyId = "" } of page.Keys ?? []) keys.add(KeyId)
    ;[Marker, more] = [page.NextMarker, page.Truncated === true]
  }
  for (let Marker: string | undefined, more = true; more; ) {
    const page = await kms.send(new ListAliasesCommand({ Limit: 100, Marker }))
    for (const { AliasName = "", TargetKeyId = "" } of page.Aliases ?? []) {
      if (TargetKeyId !== "") owners.set(AliasName, TargetKeyId)
    }
    ;[Marker, more] = [page.NextMarker, page.Truncated === true]
  }
  const missing = [...known.keys()].filter((KeyId) => !keys.has(KeyId))
  if (missing.length > 0) throw new Error(`${missing.length} keys are gone, ${missing[0]} for one`)
  const strangers = [...keys].filter((KeyId) => !known.has(KeyId))
  if (strangers.length > strangersMost)
    throw new Error(`${strangers.length} keys came by themselves`)
  for (const KeyId of strangers) await lookAt(kms, KeyId)
  const expected = [...known.values()].flatMap(({ KeyId, aliases }) =>
    aliases.map((alias) => `${alias} ${KeyId}`),
  )
  const found = [...owners].map(([alias, KeyId]) => `${alias} ${KeyId}`)
  if (expected.sort().join() !== found.sort().join()) {
    throw new Error(`${found.length} aliases are listed, ${expected.length} were acknowledged`)
  }
  return { keys: keys.size, aliases: owners.size }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

function drawn<T>(from: readonly T[], count: number, random: () => number): T[] {
  const left = [...from]
  return Array.from({ length: Math.min(count, left.length) }, () => {
    const [one] = left.splice(Math.floor(random() * left.length), 1)
    return one as T
  })
}

/** Numbers from 0 to 1 (mulberry32, by Tommy Ettinger, in the public domain): the same ones for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
