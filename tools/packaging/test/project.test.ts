import { readFileSync } from "node:fs"
import { join } from "node:path"
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

test("A package that the registry does not have is not installed", async () => {
  const packages = ["@keywright/absent"]
  const place = { parent: folder, registryUrl, packages }
  for (const runtime of runtimes) await expect(createProject(runtime, place)).rejects.toThrow()
})
