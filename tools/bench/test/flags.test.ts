import { expect, test } from "vitest"
import { readFlags } from "../src/flags.ts"
import { specNames } from "../src/specs.ts"

test("readFlags without flags takes all nine specs on three runtimes", () => {
  const flags = readFlags([])
  expect(flags.specs).toEqual(specNames)
  expect(flags.specs.length).toBe(9)
  expect(flags.runtimes).toEqual(["node", "deno", "bun"])
  expect(flags).toMatchObject({ keys: undefined, quick: false, json: undefined })
})

test("readFlags takes what it is told", () => {
  const args = ["--specs", "SM2,RSA_4096", "--runtimes", "bun", "--keys", "12", "--quick"]
  expect(readFlags([...args, "--json", "a.json"])).toEqual({
    specs: ["SM2", "RSA_4096"],
    runtimes: ["bun"],
    keys: 12,
    quick: true,
    json: "a.json",
  })
})

test.each([
  [["--specs", "RSA_1024"], "does not know RSA_1024"],
  [["--runtimes", "node,workerd"], "does not know workerd"],
  [["--keys", "1"], "2 or more"],
  [["--keys", "many"], "2 or more"],
  [["--fast"], "--fast"],
])("readFlags refuses %j", (args, sentence) => {
  expect(() => readFlags(args)).toThrow(sentence)
})
