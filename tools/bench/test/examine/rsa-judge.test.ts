import { createPrivateKey } from "node:crypto"
import { generateKeyPair } from "@keywright/core"
import { expect, test } from "vitest"
import { faultsOf, judgeRsa, type RsaNumbers } from "../../src/examine/rsa-judge.ts"

const pair = await generateKeyPair("RSA_2048")
const other = await generateKeyPair("RSA_2048")
const good = numbersOf(pair.privateKey)

test("judgeRsa accepts a pair of ours, and hands out its primes", () => {
  const { faults, primes } = judgeRsa(pair)
  expect(faults).toEqual([])
  expect(primes).toEqual([good.p, good.q])
})

test("judgeRsa refuses halves of two pairs", () => {
  const { faults } = judgeRsa({ ...pair, publicKey: other.publicKey })
  expect(faults).toEqual([
    "the public half is not the private half's",
    "a signature is not verified",
  ])
})

test("judgeRsa refuses a private half with one bit changed, wherever it is", () => {
  for (let at = 40; at < pair.privateKey.length; at += 101) {
    const privateKey = pair.privateKey.slice()
    privateKey[at] = (privateKey[at] as number) ^ 1
    expect(judgeRsa({ ...pair, privateKey }).faults, `byte ${at}`).not.toEqual([])
  }
})

test("judgeRsa refuses what is no key", () => {
  const { faults } = judgeRsa({ ...pair, privateKey: new Uint8Array(1200) })
  expect(faults[0]).toContain("OpenSSL refuses it")
})

const k = 1024n
const planted: [fault: string, numbers: Partial<RsaNumbers>][] = [
  ["n is not p q", { n: good.n + 2n }],
  ["n has another size", { n: good.n >> 1n }],
  ["e is not 65537", { e: 3n }],
  ["p is below sqrt(2) 2^(k - 1) (2 a)", { p: 0xb504n << (k - 16n) }],
  ["q is below sqrt(2) 2^(k - 1) (2 b)", { q: 1n << (k - 1n) }],
  ["p and q are as near as 2^(k - 100) (2 c)", { q: good.p + (1n << (k - 100n)) }],
  ["e has no inverse modulo p - 1 or q - 1 (1 b)", { p: 65537n * (1n << 1007n) + 1n }],
  ["d is not the inverse of e modulo lcm(p - 1, q - 1) (3)", { d: good.d + 2n }],
  ["d is as small as 2^k (3 a)", { d: 1n << k }],
  ["dP is not d mod (p - 1)", { dp: good.dp + good.p - 1n }],
  ["dQ is not d mod (q - 1)", { dq: good.dq ^ 1n }],
  ["qInv is not the inverse of q", { qi: good.qi + good.p }],
]

test("faultsOf finds nothing in good numbers", () => {
  expect(found(good)).toEqual([])
})

test.each(planted)('faultsOf says "%s"', (fault, numbers) => {
  expect(found({ ...good, ...numbers })).toContain(fault)
})

test("faultsOf knows no fault that is not planted here", () => {
  expect(Object.keys(faultsOf(good, 2048)).toSorted()).toEqual(
    planted.map(([name]) => name).toSorted(),
  )
})

test("faultsOf accepts the smallest p that the standard allows, and refuses the one below", () => {
  // ceil(sqrt(2) 2^(k - 1)), by Newton from above.
  let least = 1n << k
  for (let next = 0n; ; least = next) {
    next = (least + (1n << (2n * k - 1n)) / least) / 2n
    if (next >= least) break
  }
  least += 1n
  const low = "p is below sqrt(2) 2^(k - 1) (2 a)"
  expect(found({ ...good, p: least })).not.toContain(low)
  expect(found({ ...good, p: least - 1n })).toContain(low)
})

function found(numbers: RsaNumbers): string[] {
  const faults = faultsOf(numbers, 2048)
  return Object.keys(faults).filter((name) => faults[name])
}

function numbersOf(pkcs8: Uint8Array): RsaNumbers {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" })
  const entries = Object.entries(key.export({ format: "jwk" })).filter(([name]) => name !== "kty")
  return Object.fromEntries(
    entries.map(([name, text]) => {
      return [name, BigInt(`0x${Buffer.from(String(text), "base64url").toString("hex")}`)]
    }),
  ) as RsaNumbers
}
