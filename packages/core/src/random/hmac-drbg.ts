/**
 * HMAC_DRBG with SHA-256, SP 800-90A rev. 1, section 10.1.2: the byte stream of docs/formats/seeded-keys.md.
 *
 * Without nonce, additional input, reseeding and prediction resistance, because a seeded key needs none of them.
 */
import { concatBytes } from "../bytes/concat.ts"
import { wipe } from "../bytes/wipe.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"

const blockBytes = 32
const nothing: Uint8Array = new Uint8Array(0)

export interface HmacDrbg {
  /** The next `length` bytes, as one draw. Draws that overlap are served in the order they were asked for. */
  draw(length: number): Promise<Uint8Array>
  /** Wipes the state. No draw follows. */
  close(): void
}

interface State {
  /** K of the standard, which no one can read back. */
  key: HmacKey
  /** V of the standard. */
  value: Uint8Array
}

/** Instantiates a generator with `seed || personalization`. */
export async function createHmacDrbg(
  symmetric: Symmetric,
  seed: Uint8Array,
  personalization: Uint8Array,
): Promise<HmacDrbg> {
  // Copied before the first await: the caller may wipe its seed as soon as it has a promise.
  const material = concatBytes(seed, personalization)
  const state: State = {
    key: await symmetric.importHmacKey(new Uint8Array(blockBytes)),
    value: new Uint8Array(blockBytes).fill(1),
  }
  await update(symmetric, state, material)
  wipe(material)

  let last: Promise<unknown> = Promise.resolve()
  return {
    draw(length) {
      const drawn = last.then(() => generate(symmetric, state, length))
      last = drawn.catch(() => undefined)
      return drawn
    },
    close() {
      wipe(state.value)
    },
  }
}

/** Section 10.1.2.5, without additional input. */
async function generate(symmetric: Symmetric, state: State, length: number): Promise<Uint8Array> {
  const output = new Uint8Array(length)
  for (let at = 0; at < length; at += blockBytes) {
    await advance(symmetric, state)
    output.set(state.value.subarray(0, length - at), at)
  }
  await update(symmetric, state, nothing)
  return output
}

/** HMAC_DRBG_Update, section 10.1.2.2. */
async function update(symmetric: Symmetric, state: State, data: Uint8Array): Promise<void> {
  await rekey(symmetric, state, concatBytes(state.value, Uint8Array.of(0), data))
  if (data.length === 0) return
  await rekey(symmetric, state, concatBytes(state.value, Uint8Array.of(1), data))
}

/** K = HMAC(K, input); V = HMAC(K, V). */
async function rekey(symmetric: Symmetric, state: State, input: Uint8Array): Promise<void> {
  const raw = await symmetric.hmacSha256(state.key, input)
  state.key = await symmetric.importHmacKey(raw)
  wipe(raw, input)
  await advance(symmetric, state)
}

/** V = HMAC(K, V). */
async function advance(symmetric: Symmetric, state: State): Promise<void> {
  const next = await symmetric.hmacSha256(state.key, state.value)
  wipe(state.value)
  state.value = next
}
