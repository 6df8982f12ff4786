/** Signing keys: what four HMACs make of a secret, a date, a Region and a service, kept for as long as the access key is unchanged. */
import { type Awaitable, concatBytes, type HmacKey, type Symmetric, wipe } from "@keywright/core"
import type { Identity } from "./identity.ts"
import { type Scope, terminator } from "./sigv4-scope.ts"

/** An access key, as the verifier needs it. The same object for as long as its row is unchanged: signing keys hang on it. */
export interface SigningAccessKey {
  accessKeyId: string
  /** Who holds it, in the partition of a Region. */
  identityIn(region: string): Identity
  /** The bytes of the secret, for one use: the verifier wipes them. */
  openSecret(): Awaitable<Uint8Array>
  /** Of temporary credentials: what must come with every request. Times in milliseconds since 1970. */
  session?: { token: string; expiresMs: number }
}

/** How many are kept: access keys in use × Regions, twice around midnight. Beyond that the oldest goes. */
const keptMax = 1000

/**
 * Gives the signing key of an access key and scope, and remembers it as a handle whose bytes nobody can read. A handle
 * counts for the very object that it was derived from, so a changed row never verifies with an old secret.
 */
export function signingKeys(
  symmetric: Symmetric,
): (accessKey: SigningAccessKey, scope: Scope) => Promise<HmacKey> {
  const kept = new Map<string, { accessKey: SigningAccessKey; key: HmacKey }>()
  return async (accessKey, scope) => {
    const name = `${accessKey.accessKeyId}/${scope.date}/${scope.region}`
    const known = kept.get(name)
    if (known?.accessKey === accessKey) return known.key
    const key = await deriveSigningKey(symmetric, await accessKey.openSecret(), scope)
    kept.delete(name)
    kept.set(name, { accessKey, key })
    if (kept.size > keptMax) kept.delete(kept.keys().next().value as string)
    return key
  }
}

/** "Create a signed AWS API request", step 4. Wipes the secret and every key on the way. */
async function deriveSigningKey(
  symmetric: Symmetric,
  secret: Uint8Array,
  { date, region, service }: Scope,
): Promise<HmacKey> {
  const first = concatBytes(utf8.encode("AWS4"), secret)
  wipe(secret)
  let key = await importAndWipe(symmetric, first)
  for (const part of [date, region, service, terminator]) {
    key = await importAndWipe(symmetric, await symmetric.hmacSha256(key, utf8.encode(part)))
  }
  return key
}

async function importAndWipe(symmetric: Symmetric, raw: Uint8Array): Promise<HmacKey> {
  try {
    return await symmetric.importHmacKey(raw)
  } finally {
    wipe(raw)
  }
}

const utf8 = new TextEncoder()
