import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createProject, type Project, runtimes } from "../src/project.ts"
import { type Registry, serveRegistry } from "../src/registry.ts"
import { packAll, repositoryRoot } from "../src/tarballs.ts"
import { thirdParties } from "../src/third-party.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const folder = temporaryFolder()
let registry: Registry

beforeAll(async () => {
  const loader = thirdParties(
    join(repositoryRoot, "packages/bignum"),
    ["@assemblyscript/loader"],
    folder,
  )
  registry = await serveRegistry(packAll(folder), loader)
})

afterAll(() => registry?.close())

const readme = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8")

/** The script example of the README at the root. */
const [, script = ""] = /^```ts\n([\s\S]*?)^```$/m.exec(readme("README.md")) ?? []

describe.each(runtimes)("On $name, in an empty project", (runtime) => {
  let project: Project

  beforeAll(async () => {
    project = await createProject(runtime, {
      parent: folder,
      registryUrl: registry.url,
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

test("A package that the registry does not have is not installed", async () => {
  const packages = ["@keywright/absent"]
  const place = { parent: folder, registryUrl: registry.url, packages }
  for (const runtime of runtimes) await expect(createProject(runtime, place)).rejects.toThrow()
})
