/** Verifies Signature Version 4: who sent a request, and that nobody changed it on the way. */
import {
  type Awaitable,
  encodeHex,
  equalBytes,
  type HmacKey,
  type Symmetric,
} from "@keywright/core"
import { refuse } from "../errors.ts"
import type { Authenticate } from "./identity.ts"
import { canonicalRequest, type RequestParts, readTarget } from "./sigv4-canonical.ts"
import { readClaim } from "./sigv4-claim.ts"
import { algorithm, checkSignedHeaders, checkTime, readScope, terminator } from "./sigv4-scope.ts"
import { sentences } from "./sigv4-sentences.ts"
import { type SigningAccessKey, signingKeys } from "./sigv4-signing-keys.ts"
import type { WireRequest } from "./wire.ts"

/** What the verifier stands on. */
export interface SigV4Ports {
  /** The service name of the credential scope: "kms". */
  service: string
  regions: readonly string[]
  symmetric: Symmetric
  findAccessKey(accessKeyId: string): Awaitable<SigningAccessKey | undefined>
  /** Random bytes: the secret that requests of unknown access keys are compared with. */
  random: (length: number) => Uint8Array
}

/**
 * Makes the verifier. It throws a `Refusal` with AWS's words, in AWS's order:
 *
 *    1  some signature is there                     MissingAuthenticationTokenException
 *    2  in one form only, header or query           InvalidSignatureException
 *    3  with all its parts                          IncompleteSignatureException
 *    4  the date is in ISO 8601 basic format        IncompleteSignatureException
 *    5  and within five minutes, or not expired     InvalidSignatureException
 *    6  Host and all that decides is signed         InvalidSignatureException
 *    7  the algorithm is known                      IncompleteSignatureException
 *    8  the scope is ours                           IncompleteSignatureException, InvalidSignatureException
 *    9  the access key is known                     UnrecognizedClientException
 *   10  the signature is the one we make            InvalidSignatureException
 *   11  the session token is the access key's       UnrecognizedClientException, ExpiredTokenException
 *
 * The signature is reconstructed, never "checked": the payload's hash is computed here whatever x-amz-content-sha256 says.
 * An unknown access key costs the same HMACs as a known one. A request that is sent again within its time is accepted
 * again, as at AWS.
 */
export function sigV4(ports: SigV4Ports): Authenticate {
  const { symmetric } = ports
  const signingKey = signingKeys(symmetric)
  const nobody = nobodyOf(ports)
  return async (request, nowMs) => {
    const parts = takeApart(request)
    const claim = readClaim(parts)
    checkTime(claim, nowMs)
    checkSignedHeaders(claim, parts.headers)
    const scope = readScope(claim, ports)
    const found = await ports.findAccessKey(scope.accessKeyId)
    const key = await signingKey(found ?? nobody, scope)
    const payloadHash = encodeHex(await symmetric.sha256(request.body))
    const canonical = canonicalRequest(parts, claim.signedHeaders, payloadHash)
    const scopeText = `${scope.date}/${scope.region}/${scope.service}/${terminator}`
    const due = await signature(symmetric, key, {
      lines: `${algorithm}\n${claim.timestamp}\n${scopeText}\n`,
      canonical: canonical ?? "",
    })
    const isSame = sameText(due, claim.signature)
    if (!found) throw refuse("UnrecognizedClientException", "token")
    if (!isSame || canonical === undefined) {
      throw refuse("InvalidSignatureException", "because", { sentence: sentences.mismatch })
    }
    checkSession(found, claim.sessionToken, nowMs)
    return found.identityIn(scope.region)
  }
}

function takeApart(request: WireRequest): RequestParts {
  const headers = new Map<string, string[]>()
  for (const [name, value] of request.headers) {
    const values = headers.get(name)
    if (values) values.push(value)
    else headers.set(name, [value])
  }
  return { method: request.method, headers, ...readTarget(request.target) }
}

/** The signature of the string to sign ("Create a signed AWS API request", steps 2 to 4), in hexadecimal digits. */
async function signature(
  symmetric: Symmetric,
  key: HmacKey,
  { lines, canonical }: { lines: string; canonical: string },
): Promise<string> {
  const hash = encodeHex(await symmetric.sha256(utf8.encode(canonical)))
  return encodeHex(await symmetric.hmacSha256(key, utf8.encode(lines + hash)))
}

/** A long-term access key has no session; a token beside one belongs to somebody else. */
function checkSession(
  { session }: SigningAccessKey,
  token: string | undefined,
  nowMs: number,
): void {
  if (!sameText(session?.token ?? "", token ?? "")) {
    throw refuse("UnrecognizedClientException", "token")
  }
  if (session && session.expiresMs <= nowMs) throw refuse("ExpiredTokenException", "token")
}

/** Whom unknown access keys stand for: a secret that nobody has. */
function nobodyOf({ random }: SigV4Ports): SigningAccessKey {
  const secret = random(40)
  return {
    accessKeyId: "",
    openSecret: () => Uint8Array.from(secret),
    identityIn: () => {
      throw new Error("bug: a request was accepted from nobody")
    },
  }
}

const utf8 = new TextEncoder()

/** Whether two texts are the same, in a time that depends on their lengths alone. */
function sameText(one: string, other: string): boolean {
  return equalBytes(utf8.encode(one), utf8.encode(other))
}
