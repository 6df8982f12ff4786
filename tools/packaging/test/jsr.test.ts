import { appendFileSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, inject, test } from "vitest"
import { publishDry, runOnDeno, writeJsrWorkspace } from "../src/jsr.ts"
import { publishedFolders, repositoryRoot } from "../src/tarballs.ts"
import { answersModule, knownAnswers } from "./known-answers.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const folder = temporaryFolder()
const registryUrl = inject("registryUrl")

function workspace(): string {
  const place = mkdtempSync(join(folder, "jsr-"))
  writeJsrWorkspace(place)
  return place
}

const json = (path: string) => JSON.parse(readFileSync(join(repositoryRoot, path), "utf8"))

describe.each(publishedFolders)("The jsr.json of %s", (path) => {
  const jsr = json(`${path}/jsr.json`)
  const npm = json(`${path}/package.json`)

  test("has the name, the version, the licence and the doors of its package.json", () => {
    const { name, version, license } = npm
    expect(jsr).toMatchObject({ name, version, license })
    expect(Object.keys(jsr.exports)).toEqual(Object.keys(npm.exports))
  })

  test("imports what its package.json depends on, in the same version", () => {
    const expected = Object.entries(npm.dependencies).map(([name, version]) =>
      version === "workspace:*"
        ? [name, `jsr:${name}@${npm.version}`]
        : [name, `npm:${name}@${version}`],
    )
    expect(jsr.imports).toEqual(Object.fromEntries(expected))
  })
})

test("JSR's rules are kept: deno publish --dry-run takes all three packages, without a warning", async () => {
  const { accepted, said } = await publishDry(workspace(), registryUrl)
  expect(said).toContain("Checking for slow types")
  expect(said).not.toContain("warning")
  for (const name of ["bignum", "core", "kms"]) {
    expect(said).toContain(`Simulating publish of @keywright/${name}@`)
  }
  expect(said).toContain("packages/bignum/build/portable.js")
  expect(accepted).toBe(true)
})

test("What JSR takes runs on Deno as it is written, and gives the known answers", async () => {
  const place = workspace()
  // To run a script, Deno looks for members in deno.json alone.
  for (const each of publishedFolders) {
    renameSync(join(place, each, "jsr.json"), join(place, each, "deno.json"))
  }
  const imports = {
    "@keywright/bignum": "jsr:@keywright/bignum@0.1.0",
    "@keywright/core": "jsr:@keywright/core@0.1.0",
  }
  const workspaceFile = join(place, "deno.json")
  const known = JSON.parse(readFileSync(workspaceFile, "utf8"))
  writeFileSync(workspaceFile, JSON.stringify({ ...known, imports }))
  const code = `${answersModule}console.log(JSON.stringify(await answers()))\n`
  const printed = await runOnDeno(place, { name: "answers.ts", code }, registryUrl)
  expect(JSON.parse(printed)).toEqual(knownAnswers)
})

test("deno publish refuses a type that has to be inferred, and a package of nobody's", async () => {
  const slow = workspace()
  appendFileSync(join(slow, "packages/core/src/index.ts"), "export const made = [1].map(String)\n")
  expect(await publishDry(slow, registryUrl, ["--no-check"])).toMatchObject({
    accepted: false,
    said: expect.stringContaining("missing explicit type"),
  })
  const strange = workspace()
  appendFileSync(join(strange, "packages/core/src/index.ts"), 'import "@keywright/absent"\n')
  expect(await publishDry(strange, registryUrl, ["--no-check"])).toMatchObject({
    accepted: false,
    said: expect.stringContaining("@keywright/absent"),
  })
})
