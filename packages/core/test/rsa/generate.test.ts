import type { Bignum, CrtNumbers } from "@keywright/bignum"
import { expect, test } from "vitest"
import { decodePrivateKey } from "../../src/keys/private-key.ts"
import { decodePublicKey } from "../../src/keys/public-key.ts"
import { generateRsa } from "../../src/rsa/generate.ts"

const bases = () => new Uint8Array(0)

const number = (length: number, value: number) => new Uint8Array(length).fill(value)

/** Hands out primes 1, 2, 3 … and refuses a pair as often as told. Keeps everything to see what became of it. */
function script({ refusals, fails = false }: { refusals: number; fails?: boolean }) {
  const secrets: Uint8Array[] = []
  const pairs: number[][] = []
  let closed = 0
  let made = 0
  const keep = (bytes: Uint8Array): Uint8Array => {
    secrets.push(bytes)
    return bytes
  }
  const search = {
    next: async () => keep(number(128, ++made)),
    close: () => {
      closed++
    },
  }
  const bignum = {
    async crtNumbers(p: Uint8Array, q: Uint8Array): Promise<CrtNumbers | undefined> {
      pairs.push([p[0] as number, q[0] as number])
      if (fails) throw new Error("the core fails")
      if (pairs.length <= refusals) return undefined
      return {
        modulus: number(256, 0xee),
        privateExponent: keep(number(256, 0xdd)),
        exponent1: keep(number(128, 0x11)),
        exponent2: keep(number(128, 0x12)),
        coefficient: keep(number(128, 0x13)),
      }
    },
  } as unknown as Bignum
  const allWiped = () => secrets.every((bytes) => bytes.every((byte) => byte === 0))
  return { bignum, request: { search, bases }, pairs, allWiped, closed: () => closed }
}

test("The first prime is p, the second q, and every number stands in its place", async () => {
  const { bignum, request } = script({ refusals: 0 })
  const { privateKey, publicKey } = await generateRsa(bignum, request)
  expect(decodePrivateKey(privateKey)).toEqual({
    family: "rsa",
    modulus: number(256, 0xee),
    publicExponent: Uint8Array.of(1, 0, 1),
    privateExponent: number(256, 0xdd),
    prime1: number(128, 1),
    prime2: number(128, 2),
    exponent1: number(128, 0x11),
    exponent2: number(128, 0x12),
    coefficient: number(128, 0x13),
  })
  expect(decodePublicKey(publicKey)).toEqual({
    family: "rsa",
    modulus: number(256, 0xee),
    publicExponent: Uint8Array.of(1, 0, 1),
  })
})

test("Primes that do not fit each other are both thrown away", async () => {
  const { bignum, request, pairs } = script({ refusals: 2 })
  await generateRsa(bignum, request)
  expect(pairs).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
})

test("Sixteen pairs that do not fit are the end", async () => {
  const { bignum, request, pairs, allWiped, closed } = script({ refusals: 99 })
  await expect(generateRsa(bignum, request)).rejects.toThrow(
    "key-pair/primes: A byte source is broken: no two primes fit each other in 16 attempts.",
  )
  expect(pairs).toHaveLength(16)
  expect([allWiped(), closed()]).toEqual([true, 1])
})

test.each([0, 2])(
  "Every secret is wiped and the search closed after %d refusals",
  async (refusals) => {
    const { bignum, request, allWiped, closed } = script({ refusals })
    await generateRsa(bignum, request)
    expect([allWiped(), closed()]).toEqual([true, 1])
  },
)

test("Every secret is wiped and the search closed when the core fails", async () => {
  const { bignum, request, allWiped, closed } = script({ refusals: 0, fails: true })
  await expect(generateRsa(bignum, request)).rejects.toThrow("the core fails")
  expect([allWiped(), closed()]).toEqual([true, 1])
})
