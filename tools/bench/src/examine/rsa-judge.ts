/** Everything that must hold for an RSA key pair: OpenSSL's opinion, then the numbers of FIPS 186-5 appendix A.1.1. */
import { checkPrimeSync, createPrivateKey, createPublicKey, sign, verify } from "node:crypto"
import type { KeyPair } from "@keywright/core"
import { specs } from "../specs.ts"

/** A composite of this size passes one round with a chance far below 2^-80 if it is random; five say it again. */
const ROUNDS = 5
const MESSAGE = new TextEncoder().encode("a message")
const E = 65537n

export interface RsaVerdict {
  /** What does not hold; nothing for a good pair. */
  faults: string[]
  /** p and q, in the order of the key. */
  primes: bigint[]
}

/** Judges both halves. Never throws for the key's sake. */
export function judgeRsa({ spec, privateKey, publicKey }: KeyPair): RsaVerdict {
  const row = specs[spec]
  if (row.family !== "rsa") throw new Error(`bug: ${spec} is judged as RSA`)
  try {
    const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" })
    const other = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" })
    const derived = createPublicKey(key).export({ format: "der", type: "spki" })
    const numbers = numbersOf(key.export({ format: "jwk" }))
    return {
      faults: named({
        "the public half is not the private half's": !derived.equals(publicKey),
        "a signature is not verified": !verify(
          "sha256",
          MESSAGE,
          other,
          sign("sha256", MESSAGE, key),
        ),
        "p is not prime": !checkPrimeSync(numbers.p, { checks: ROUNDS }),
        "q is not prime": !checkPrimeSync(numbers.q, { checks: ROUNDS }),
        ...faultsOf(numbers, row.modulusBits),
      }),
      primes: [numbers.p, numbers.q],
    }
  } catch (error) {
    return { faults: [`OpenSSL refuses it: ${error}`], primes: [] }
  }
}

/** The members of RFC 7518, section 6.3. */
export type RsaNumbers = Readonly<Record<"n" | "e" | "d" | "p" | "q" | "dp" | "dq" | "qi", bigint>>

function numbersOf(jwk: object): RsaNumbers {
  const read = (name: string) => {
    const text = (jwk as Record<string, string>)[name] ?? ""
    return BigInt(`0x${Buffer.from(text, "base64url").toString("hex")}`)
  }
  const names = ["n", "e", "d", "p", "q", "dp", "dq", "qi"] as const
  return Object.fromEntries(names.map((name) => [name, read(name)])) as RsaNumbers
}

/** What is true of them names a fault. FIPS 186-5 A.1.1; steps of it in brackets. */
export function faultsOf(
  { n, e, d, p, q, dp, dq, qi }: RsaNumbers,
  modulusBits: number,
): Record<string, boolean> {
  const half = BigInt(modulusBits / 2)
  const lambda = ((p - 1n) * (q - 1n)) / gcd(p - 1n, q - 1n)
  const low = (prime: bigint) => prime * prime < 1n << BigInt(modulusBits - 1)
  return {
    "n is not p q": n !== p * q,
    "n has another size": n >> BigInt(modulusBits - 1) !== 1n,
    "e is not 65537": e !== E,
    "p is below sqrt(2) 2^(k - 1) (2 a)": low(p),
    "q is below sqrt(2) 2^(k - 1) (2 b)": low(q),
    "p and q are as near as 2^(k - 100) (2 c)": magnitude(p - q) <= 1n << (half - 100n),
    "e has no inverse modulo p - 1 or q - 1 (1 b)": gcd(E, (p - 1n) * (q - 1n)) !== 1n,
    "d is not the inverse of e modulo lcm(p - 1, q - 1) (3)":
      (E * d) % lambda !== 1n || d >= lambda,
    "d is as small as 2^k (3 a)": d <= 1n << half,
    "dP is not d mod (p - 1)": dp !== d % (p - 1n),
    "dQ is not d mod (q - 1)": dq !== d % (q - 1n),
    "qInv is not the inverse of q": (q * qi) % p !== 1n || qi >= p,
  }
}

function named(faults: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(faults).filter((name) => faults[name])
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b)
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}
