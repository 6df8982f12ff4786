/** A client that writes one deed after the other to keys of its own, and knows which of them were acknowledged. */
import { CreateKeyCommand, type KMSClient } from "@aws-sdk/client-kms"
import { DEEDS, type KnownKey, newKey } from "./known-key.ts"

/** What a writer leaves behind. */
export interface Legacy {
  /** The keys that it has touched, as they were acknowledged last. */
  known: Map<string, KnownKey>
  /** The deed that was not answered: its key may have changed in this way, or not. */
  unanswered: KnownKey | undefined
  /** Whether a key may have been made of which only the server knows. */
  mayHaveMade: boolean
  acknowledged: number
}

export interface Writing {
  kms: KMSClient
  /** A number from 0 to 1, 1 excluded. */
  random: () => number
  /** A number that nobody else is given. */
  mark: () => number
  /** Keys that may be changed, besides those that the writer makes. */
  keys: readonly KnownKey[]
  /** Called for every deed that was acknowledged. */
  acknowledged: () => void
  /** Whether the server has been killed: only then may a deed fail. */
  isKilled: () => boolean
}

const SHARE_OF_NEW_KEYS = 0.2

/** Writes until the server does not answer any more. */
export async function writeUntilKilled(writing: Writing): Promise<Legacy> {
  const { kms, random, mark, isKilled } = writing
  const keys = [...writing.keys]
  const legacy: Legacy = {
    known: new Map(),
    unanswered: undefined,
    mayHaveMade: false,
    acknowledged: 0,
  }
  for (;;) {
    const place = Math.floor(random() * keys.length)
    const key = random() < SHARE_OF_NEW_KEYS ? undefined : keys[place]
    const fitting = key === undefined ? [] : DEEDS.filter(({ may }) => may(key))
    const deed = fitting[Math.floor(random() * fitting.length)]
    const number = mark()
    try {
      if (key === undefined || deed === undefined) {
        const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
        const made = newKey(KeyMetadata?.KeyId ?? "")
        keys.push(made)
        legacy.known.set(made.KeyId, made)
      } else {
        await kms.send(deed.command(key, number))
        const after = deed.after(key, number)
        keys[place] = after
        legacy.known.set(after.KeyId, after)
      }
      legacy.acknowledged++
      writing.acknowledged()
    } catch (error) {
      if (!isKilled()) throw error
      legacy.unanswered = key && deed?.after(key, number)
      legacy.mayHaveMade = key === undefined
      if (key !== undefined) legacy.known.set(key.KeyId, key)
      return legacy
    }
  }
}
