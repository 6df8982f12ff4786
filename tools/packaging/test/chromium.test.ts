import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { beforeAll, describe, expect, inject, test } from "vitest"
import { bundlers } from "../src/bundle.ts"
import { chromiumPath, runInChromium } from "../src/chromium.ts"
import { createProject, type Project, runtimes } from "../src/project.ts"
import { answersModule, knownAnswers } from "./known-answers.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const absent = chromiumPath === undefined
if (absent) console.warn("This machine has no Chromium: nothing was tried in a browser.")

const ANSWERS = `import { answers } from "./answers.js"

answer({ best: await answers(), portable: await answers("portable") })
`

const SIGNATURE = `import { generateKeyPair } from "@keywright/core"

const pair = await generateKeyPair("ECC_NIST_P256")
const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
const message = new Uint8Array(100)
const priv = await crypto.subtle.importKey("pkcs8", pair.privateKey, algorithm, false, ["sign"])
const pub = await crypto.subtle.importKey("spki", pair.publicKey, algorithm, false, ["verify"])
const signature = await crypto.subtle.sign(algorithm, priv, message)
answer(await crypto.subtle.verify(algorithm, pub, signature, message))
`

describe.skipIf(absent)("In Chromium, through a bundler", () => {
  const folder = temporaryFolder()
  let project: Project

  beforeAll(async () => {
    const node = runtimes.find(({ name }) => name === "Node")
    if (node === undefined) throw new Error("bug: Node is gone")
    const place = { parent: folder, registryUrl: inject("registryUrl") }
    project = await createProject(node, {
      ...place,
      packages: ["@keywright/bignum", "@keywright/core"],
    })
  })

  async function answerOf(bundler: string, code: string): Promise<unknown> {
    writeFileSync(join(project.folder, "entry.js"), code)
    const bundle = await bundlers[bundler]?.(project.folder, "entry.js")
    return runInChromium(chromiumPath ?? "", bundle ?? { entry: "", files: {} })
  }

  test.each(Object.keys(bundlers))(
    "%s: the same seeds give the same keys, on the build that is chosen and on the portable one",
    async (bundler) => {
      expect(knownAnswers.length).toBeGreaterThan(5)
      writeFileSync(join(project.folder, "answers.js"), answersModule)
      expect(await answerOf(bundler, ANSWERS)).toEqual({
        best: knownAnswers,
        portable: knownAnswers,
      })
    },
  )

  test.each(Object.keys(bundlers))(
    "%s: a key pair signs and verifies by WebCrypto",
    async (bundler) => {
      expect(await answerOf(bundler, SIGNATURE)).toBe(true)
    },
  )

  test("a page whose policy forbids WebAssembly is told so", async () => {
    const bundle = { entry: "x.js", files: { "x.js": "new WebAssembly.Module(new Uint8Array(8))" } }
    const strict = "script-src 'self'"
    await expect(runInChromium(chromiumPath ?? "", bundle, strict)).rejects.toThrow(
      "Content Security Policy",
    )
  })

  test("what goes wrong on the page is thrown", async () => {
    const bundle = { entry: "x.js", files: { "x.js": 'throw new Error("on purpose")' } }
    await expect(runInChromium(chromiumPath ?? "", bundle)).rejects.toThrow("on purpose")
  })
})
