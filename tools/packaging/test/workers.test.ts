import { readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import getPort from "get-port"
import { beforeAll, expect, inject, test } from "vitest"
import { bundleWorker } from "../src/bundle.ts"
import { createProject, type Project, runtimes } from "../src/project.ts"
import { startWorkerd } from "../src/workerd.ts"
import { answersModule, knownAnswers } from "./known-answers.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const WORKER = `import { answers } from "./answers.js"

export default {
  async fetch(request) {
    return new URL(request.url).pathname === "/answers" ? Response.json(await answers()) : new Response()
  },
}
`

const parent = temporaryFolder()
let project: Project

beforeAll(async () => {
  const [node] = runtimes
  if (node === undefined) throw new Error("bug: no runtimes")
  const place = { parent, registryUrl: inject("registryUrl") }
  project = await createProject(node, { ...place, packages: ["@keywright/core"] })
})

/** The modules in a folder, as workerd wants to know them. The main one is the first. */
function configurationOf(folder: string): string {
  const names = readdirSync(folder).filter((name) => /\.(?:js|wasm)$/.test(name))
  const rows = names
    .sort((one, other) => Number(other === "index.js") - Number(one === "index.js"))
    .map(
      (name) =>
        `(name = "${name}", ${name.endsWith(".wasm") ? "wasm" : "esModule"} = embed "${name}")`,
    )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (modules = [${rows.join(", ")}], compatibilityDate = "2026-11-01"))],
  sockets = [(name = "http", address = "*:0", http = (), service = "main")],
);
`
}

test("On Workers, the module is imported by the condition workerd, and the same seeds give the same keys", async () => {
  writeFileSync(join(project.folder, "answers.js"), answersModule)
  writeFileSync(join(project.folder, "entry.js"), WORKER)
  const folder = await bundleWorker(project.folder, "entry.js")
  expect(readdirSync(folder).some((name) => name.endsWith(".wasm"))).toBe(true)
  writeFileSync(join(folder, "config.capnp"), configurationOf(folder))
  const workerd = await startWorkerd({
    folder,
    configuration: "config.capnp",
    port: await getPort({ host: "127.0.0.1" }),
  })
  try {
    const answer = await fetch(`${workerd.url}/answers`)
    expect(await answer.json()).toEqual(knownAnswers)
  } finally {
    await workerd.stop()
  }
})
