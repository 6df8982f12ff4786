import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import { beforeAll, describe, expect, inject, test } from "vitest"
import { createProject, type Project, runtimes } from "../src/project.ts"
import { repositoryRoot } from "../src/tarballs.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const folder = temporaryFolder()
const registryUrl = inject("registryUrl")

const readme = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8")

/** The script example of the README at the root. */
const [, script = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(readme("README.md")) ?? []

describe.each(runtimes)("On $name, in an empty project", (runtime) => {
  let project: Project

  beforeAll(async () => {
    project = await createProject(runtime, {
      parent: folder,
      registryUrl,
      packages: ["@keywright/core", "@keywright/kms"],
    })
  })

  test("the README of core says how it is installed", () => {
    expect(readme("packages/core/README.md")).toContain(runtime.install("@keywright/core"))
  })

  test("the README's script example makes a key pair", async () => {
    const printed = "\nconsole.log(privateKey.length > 1700, publicKey.length)\n"
    expect(await project.run("example.ts", script + printed)).toBe("true 422\n")
  })

  test("the service is imported from its package", async () => {
    const code = `import { rollCall } from "@keywright/kms"\nconsole.log(rollCall().length)\n`
    expect(await project.run("service.ts", code)).toBe("56\n")
  })

  test("what the packages do not export is not there", async () => {
    const code = `import "@keywright/core/dist/core.js"\n`
    await expect(project.run("inside.ts", code)).rejects.toThrow(/dist\/core\.js/)
  })
})

/** Other versions of Node than the one that runs this: the packages say from which on they work. */
function otherNodes(): { version: string; node: string }[] {
  const places = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "node"))
  const found = places
    .filter((node) => existsSync(node))
    .map((node) => {
      const { stdout } = spawnSync(node, ["--version"], { encoding: "utf8" })
      return { version: stdout.trim().slice(1), node }
    })
  const others = found.filter(({ version }) => version !== process.versions.node)
  return [...new Map(others.map((each) => [each.version, each])).values()]
}

const leastNode = Number(
  />=(\d+)$/.exec(JSON.parse(readme("packages/core/package.json")).engines.node)?.[1],
)

describe.each(otherNodes())(
  "With Node $version, which this machine has too",
  ({ version, node }) => {
    test.runIf(Number.parseInt(version, 10) >= leastNode)(
      "the script example makes a key pair",
      async () => {
        const runtime = runtimes[0] as (typeof runtimes)[number]
        const place = { parent: folder, registryUrl, packages: ["@keywright/core"] }
        const { folder: cwd } = await createProject(runtime, place)
        writeFileSync(join(cwd, "example.js"), `${script}console.log(publicKey.length)\n`)
        const { stdout, stderr } = spawnSync(node, ["example.js"], { cwd, encoding: "utf8" })
        expect({ stdout, stderr }).toEqual({ stdout: "422\n", stderr: "" })
      },
    )
  },
)

describe("In a strict TypeScript project that looks into its packages too", () => {
  let project: Project

  beforeAll(async () => {
    const [node] = runtimes
    if (node === undefined) throw new Error("bug: no runtimes")
    const packages = ["@keywright/bignum", "@keywright/kms"]
    project = await createProject(node, { parent: folder, registryUrl, packages })
  })

  /** What the compiler says about a file in the project. */
  function complaints(code: string, flags: readonly string[]): string {
    writeFileSync(join(project.folder, "typed.ts"), code)
    const words = [
      "--strict",
      "--noEmit",
      "--types",
      "",
      "--target",
      "es2024",
      ...flags,
      "typed.ts",
    ]
    const tsc = join(repositoryRoot, "node_modules/.bin/tsc")
    return spawnSync(tsc, words, { cwd: project.folder, encoding: "utf8" }).stdout
  }

  const code = `${script}
import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { createKms } from "@keywright/kms"

export const half: Uint8Array = privateKey
export const build: string = loadBignum(portable).build
export const made: Promise<object> = createKms({} as Parameters<typeof createKms>[0])
`

  test.each([
    ["Node", ["--module", "nodenext"]],
    ["a bundler", ["--module", "esnext", "--moduleResolution", "bundler"]],
  ])("types are found and hold, resolved as by %s", (_, flags) => {
    expect(complaints(code, flags)).toBe("")
    expect(complaints(`${code}export const wrong: string = publicKey\n`, flags)).toMatch(
      /TS2322: Type 'Uint8Array<ArrayBuffer>' is not assignable to type 'string'/,
    )
  })
})

test("A package that the registry does not have is not installed", async () => {
  const packages = ["@keywright/absent"]
  const place = { parent: folder, registryUrl, packages }
  for (const runtime of runtimes) await expect(createProject(runtime, place)).rejects.toThrow()
})
