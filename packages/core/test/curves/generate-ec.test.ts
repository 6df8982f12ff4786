import type { ByteSource } from "@keywright/bignum"
import { expect, test } from "vitest"
import { generateEc } from "../../src/curves/generate-ec.ts"
import { type EcRow, keyPairSpecs } from "../../src/key-pair-specs.ts"
import { decodePrivateKey } from "../../src/keys/private-key.ts"
import { decodePublicKey } from "../../src/keys/public-key.ts"
import { bigIntBignum } from "../big-int-bignum.ts"
import { hex } from "../hex.ts"

const bignum = bigIntBignum()
const rows = Object.fromEntries(
  Object.values(keyPairSpecs).flatMap((row) => (row.family === "ec" ? [[row.curve, row]] : [])),
) as Record<EcRow["curve"], EcRow>

/** Gives these draws, one after the other, and keeps them to see what became of them. */
function script(...draws: string[]): { draw: ByteSource; drawn: Uint8Array[] } {
  const drawn: Uint8Array[] = []
  const draw = (length: number): Uint8Array => {
    const bytes = hex(draws[drawn.length] ?? "")
    expect(bytes).toHaveLength(length)
    drawn.push(bytes)
    return bytes
  }
  return { draw, drawn }
}

const one = `${"00".repeat(31)}01`
const n256 = "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"
const nSm2 = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123"
const nSm2Minus1 = "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122"

test("A draw is the scalar, and its point the public key; both halves hold the same point", async () => {
  const { privateKey, publicKey } = await generateEc(bignum, {
    row: rows["P-256"],
    draw: script(one).draw,
  })
  const secret = decodePrivateKey(privateKey)
  const open = decodePublicKey(publicKey)
  if (secret.family !== "ec" || open.family !== "ec") throw new Error("not on a curve")
  expect(secret.scalar).toEqual(hex(one))
  expect(secret.point).toEqual(open.point)
  // The base point of P-256.
  expect(open.point.subarray(0, 5)).toEqual(hex("046b17d1f2"))
})

test("P-521 takes the leftmost 521 bits of 66 bytes", async () => {
  const draw = script(`${"00".repeat(65)}80`).draw
  const key = decodePrivateKey((await generateEc(bignum, { row: rows["P-521"], draw })).privateKey)
  if (key.family !== "ec") throw new Error("not on a curve")
  expect(key.scalar).toEqual(hex(`${"00".repeat(65)}01`))
})

test.each(["P-256", "SM2"] as const)(
  "%s draws once more when the first is no scalar",
  async (curve) => {
    for (const bad of ["00".repeat(32), "ff".repeat(32), curve === "SM2" ? nSm2 : n256]) {
      const { draw, drawn } = script(bad, one)
      const { privateKey } = await generateEc(bignum, { row: rows[curve], draw })
      expect(decodePrivateKey(privateKey)).toMatchObject({ curve, scalar: hex(one) })
      expect(drawn).toHaveLength(2)
    }
  },
)

test("SM2 refuses n - 1, which P-256 takes", async () => {
  const sm2 = script(nSm2Minus1, one)
  await generateEc(bignum, { row: rows.SM2, draw: sm2.draw })
  expect(sm2.drawn).toHaveLength(2)
  const p256 = script(`${n256.slice(0, -1)}0`)
  await generateEc(bignum, { row: rows["P-256"], draw: p256.draw })
  expect(p256.drawn).toHaveLength(1)
})

test.each([
  ["P-256", 2],
  ["SM2", 2],
  ["secp256k1", 1],
  ["P-384", 1],
  ["P-521", 1],
] as const)("%s fails after %d draws that are no scalars", async (curve, draws) => {
  const row = rows[curve]
  const zeros = "00".repeat(Math.ceil(row.orderBits / 8))
  const { draw, drawn } = script(zeros, zeros, zeros)
  await expect(generateEc(bignum, { row, draw })).rejects.toThrow(
    `key-pair/scalar: The byte stream gave no scalar for ${curve} in ${draws} draws.`,
  )
  expect(drawn).toHaveLength(draws)
})

test("Every draw is wiped, refused ones too", async () => {
  const { draw, drawn } = script("ff".repeat(32), `${"11".repeat(32)}`)
  await generateEc(bignum, { row: rows["P-256"], draw })
  expect(drawn.map((bytes) => bytes.every((byte) => byte === 0))).toEqual([true, true])
})
