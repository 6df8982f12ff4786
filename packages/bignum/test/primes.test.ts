import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { expect, test } from "vitest"
import wycheproof from "../../../vectors/wycheproof/primality.json" with { type: "json" }
import { bytesOf, isPrime } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"
import { random } from "./streams.ts"

const bignum = loadBignum(portable)
const numbers = randomNumbers()
/** Worst-case composites pass a round with a chance of 1/4: 2^-48 for all of them. */
const rounds = 24

const test24 = (value: bigint, length = 256) =>
  bignum.isProbablePrime(bytesOf(value, length), rounds, random)

test("Numbers up to 3000 are prime exactly when trial division says so", async () => {
  for (let value = 0n; value <= 3000n; value++) {
    expect(await test24(value, 4), `${value}`).toBe(isPrime(value))
  }
})

test("Numbers around the end of the small primes are told exactly", async () => {
  const end = 484_132_009n
  for (const start of [
    end - 300n,
    22003n * 21997n - 300n,
    2n ** 32n - 300n,
    2n ** 52n - 300n,
    2n ** 64n - 300n,
  ]) {
    for (let value = start; value < start + 600n; value++) {
      expect(await test24(value, 9), `${value}`).toBe(isPrime(value))
    }
  }
})

test("Numbers of every size are told apart as the oracle does", async () => {
  for (let bits = 3; bits <= 2048; bits += 1 + Number(numbers.below(60n))) {
    const start = 2n ** BigInt(bits - 1) + numbers.below(2n ** BigInt(bits - 2))
    const label = `${bits} bits, seed ${numbers.seed}`
    expect(await test24(start), label).toBe(isPrime(start))
    expect(await test24(start | 1n), label).toBe(isPrime(start | 1n))
  }
})

/** Exponents of Mersenne primes: 2^e - 2 = 2 odd. And primes that are 1 modulo a high power of 2. */
const primes: readonly bigint[] = [
  ...[61, 89, 107, 127, 521, 607, 1279].map((exponent) => 2n ** BigInt(exponent) - 1n),
  2n ** 255n - 19n,
  2n ** 224n - 2n ** 96n + 1n,
  2n ** 64n - 2n ** 32n + 1n,
  2n ** 16n + 1n,
  3n * 2n ** 189n + 1n,
]

for (const prime of primes) {
  test(`${prime.toString(16).slice(0, 20)}, ${prime.toString(2).length} bits, is prime`, async () => {
    expect(await test24(prime)).toBe(true)
  })
}

test("Composites made to pass many bases are refused", async () => {
  const composites = [
    3215031751n,
    3825123056546413051n,
    318665857834031151167461n,
    3317044064679887385961981n,
    // (2x + 1)(4x + 1): a quarter of all bases pass
    ...[2n ** 89n - 1n, 2n ** 607n - 1n].map((p) => p * (2n * p - 1n)),
    (2n ** 521n - 1n) ** 2n,
    (2n ** 607n - 1n) * (2n ** 1279n - 1n),
  ]
  for (const composite of composites) expect(await test24(composite), `${composite}`).toBe(false)
})

for (const { tcId, comment, value, result } of wycheproof.testGroups[0]?.tests ?? []) {
  // Values are two's complement here; this door takes no negative numbers, which "acceptable" and "ff" stand for.
  const negative = /^[89a-f]/.test(value)
  if (negative) continue
  const bytes = Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const fits = BigInt(`0x${value || "0"}`) < 2n ** 2048n
  const verdict = !fits ? "is too long" : result === "valid" ? "is prime" : "is refused"
  test(`Wycheproof number ${tcId}, "${comment}", ${verdict}`, async () => {
    const answer = bignum.isProbablePrime(bytes, rounds, random)
    if (!fits) await expect(answer).rejects.toThrow(RangeError)
    else expect(await answer).toBe(result === "valid")
  })
}

test("A test without rounds is refused", async () => {
  await expect(bignum.isProbablePrime(Uint8Array.of(7), 0, random)).rejects.toThrow(RangeError)
})

test("A test refuses a source that gives nothing but zeros", async () => {
  const value = bytesOf(2n ** 521n - 1n, 66)
  const zeros = (length: number) => new Uint8Array(length)
  await expect(bignum.isProbablePrime(value, 5, zeros)).rejects.toThrow("no usable base")
})
