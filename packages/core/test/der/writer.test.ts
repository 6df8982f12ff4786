import fc from "fast-check"
import { expect, test } from "vitest"
import { encodeHex } from "../../src/bytes/hex.ts"
import { DerReader } from "../../src/der/reader.ts"
import {
  bits,
  context,
  encodeDer,
  integer,
  nothing,
  octets,
  oid,
  sequence,
} from "../../src/der/writer.ts"
import { hex } from "../hex.ts"

test.each([
  ["", "020100"],
  ["00", "020100"],
  ["0000", "020100"],
  ["7f", "02017f"],
  ["80", "02020080"],
  ["000080", "02020080"],
  ["0100", "02020100"],
])("The number %s is the shortest integer: %s", (magnitude, der) => {
  expect(encodeHex(encodeDer(integer(hex(magnitude))))).toBe(der)
})

test("Every kind of element is written as X.690 asks", () => {
  const all = sequence(
    octets(hex("1234")),
    octets(sequence()),
    bits(hex("56")),
    nothing(),
    oid("1.2.840.10045.2.1"),
    context(1, integer(hex("05"))),
  )
  expect(encodeHex(encodeDer(all))).toBe(
    "301c" + "04021234" + "04023000" + "03020056" + "0500" + "06072a8648ce3d0201" + "a103020105",
  )
})

test("The reader takes every length that the writer writes", () => {
  const lengths = fc.integer({ min: 0, max: 65000 })
  const law = fc.property(lengths, (length) => {
    const file = new DerReader(encodeDer(sequence(octets(new Uint8Array(length)))))
    const inside = file.sequence()
    file.end()
    expect(inside.octets()).toHaveLength(length)
    inside.end()
  })
  fc.assert(law, { examples: [[0], [127], [128], [255], [256]] })
})

test("The reader gives back every number that the writer wrote", () => {
  const law = fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (magnitude) => {
    const number = new DerReader(encodeDer(integer(magnitude))).integer()
    expect(BigInt(`0x${encodeHex(number)}`)).toBe(BigInt(`0x${encodeHex(magnitude)}`))
  })
  fc.assert(law)
})
