import { execFileSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { rehearse, shellIn } from "../src/documented-shell.ts"
import { repositoryRoot } from "../src/tarballs.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const DEPLOY = "apps/server/deploy"
const read = (path: string): string => readFileSync(join(repositoryRoot, path), "utf8")
const sections = shellIn(read("docs/self-hosting.md"))
const dockerfile = read(`${DEPLOY}/Dockerfile`)
const folder = temporaryFolder()

/** A clone, as far as the commands look at it. */
function clone(): string {
  const place = mkdtempSync(join(folder, "clone-"))
  mkdirSync(join(place, DEPLOY), { recursive: true })
  cpSync(join(repositoryRoot, DEPLOY), join(place, DEPLOY), { recursive: true })
  mkdirSync(join(place, ".keywright/workerd"), { recursive: true })
  return place
}

function calls(heading: string, place = clone()): string[][] {
  const section = sections.find((each) => each.heading === heading)
  if (section === undefined) throw new Error(`nothing is said about ${heading}`)
  return rehearse(section.script, place, ["docker", "sudo", "npx", "node"])
}

/** The value behind a flag of a command. */
const after = (words: readonly string[], flag: string): string =>
  words[words.indexOf(flag) + 1] ?? ""

test("The page has a way for each of containers, PostgreSQL, systemd and workerd", () => {
  const headings = ["A container", "Containers with PostgreSQL", "systemd", "workerd"]
  expect(sections.map(({ heading }) => heading)).toEqual(headings)
})

test("The container is built from the Dockerfile, and run with the port and the volume that it names", () => {
  const [build = [], run = [], exec = []] = calls("A container")
  expect(existsSync(join(repositoryRoot, after(build, "--file")))).toBe(true)
  expect(run.at(-1)).toBe(after(build, "--tag"))
  expect(after(run, "--publish")).toBe(`127.0.0.1:7700:${/^EXPOSE (.*)$/m.exec(dockerfile)?.[1]}`)
  expect(after(run, "--volume")).toBe(`keywright:${/^VOLUME (.*)$/m.exec(dockerfile)?.[1]}`)
  expect(run).toEqual(expect.arrayContaining(["--read-only", "--cap-drop", "--detach"]))
  expect(exec[2]).toBe(after(run, "--name"))
})

test("The password for PostgreSQL is made, and the compose file that asks for it is started", () => {
  const place = clone()
  for (const words of calls("Containers with PostgreSQL", place)) {
    expect(words.slice(0, 2)).toEqual(["docker", "compose"])
    expect(existsSync(join(place, after(words, "--file")))).toBe(true)
  }
  const password = readFileSync(join(place, DEPLOY, ".env"), "utf8")
  expect(password).toMatch(/^POSTGRES_PASSWORD=[0-9a-f]{48}\n$/)
  // It is neither committed nor sent to the engine that builds.
  expect(read(".gitignore").split("\n")).toContain(".env")
  expect(read(`${DEPLOY}/Dockerfile.dockerignore`).split("\n")).toContain("**/.env")
})

test("What systemd starts is made by the steps of the Dockerfile, and put where the unit looks", () => {
  const [install, build, deploy = [], ...root] = calls("systemd")
  const steps = [...dockerfile.matchAll(/^RUN (npx .*)$/gm)].map(([, step = ""]) => step.split(" "))
  expect(install).toEqual(steps[0]?.slice(0, 5))
  expect(build).toEqual(steps[1])
  expect(deploy.slice(0, -1)).toEqual(steps[2]?.slice(0, -1))
  const unit = read(`${DEPLOY}/keywright.service`)
  expect(root[0]).toEqual(["sudo", "cp", "-R", deploy.at(-1), "/opt/keywright"])
  expect(unit).toMatch(/^ExecStart=\/usr\/bin\/node \/opt\/keywright\/src\/entry\/node.ts$/m)
  expect(existsSync(join(repositoryRoot, root[1]?.[2] ?? "absent"))).toBe(true)
  expect(root.at(-1)?.[2]).toBe(`/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)?.[1]}/credentials`)
})

test("The secrets for workerd are made as the settings want them, for nobody else to read", () => {
  const place = clone()
  const words = calls("workerd", place)
  expect(words.at(-1)).toEqual([
    "npx",
    "-y",
    `workerd@${workerdOfWrangler()}`,
    "serve",
    "workerd.capnp",
  ])
  const secrets = join(place, ".keywright/workerd/secrets")
  expect(statSync(secrets).mode & 0o777).toBe(0o600)
  expect(readFileSync(secrets, "utf8")).toMatch(
    /^export KEYWRIGHT_ROOT_KEY=[\w+/]{43}=\nexport KEYWRIGHT_ROOT_ACCESS_KEY=AKIA[0-9a-f]{16}:[0-9a-f]{40}\n$/,
  )
})

test("Every setting that the files and the page name is one of the server's", () => {
  const files = ["Dockerfile", "compose.yaml", "keywright.service", "workerd.capnp"]
  const texts = [...files.map((name) => `${DEPLOY}/${name}`), "docs/self-hosting.md"].map(read)
  const named = new Set(texts.flatMap((text) => text.match(/\bKEYWRIGHT_[A-Z0-9_]+/g) ?? []))
  named.delete("KEYWRIGHT_RECORDS")
  expect(named.size).toBeGreaterThan(8)
  const entry = join(repositoryRoot, "apps/server/src/entry/node.ts")
  const help = execFileSync(process.execPath, [entry, "--help"], { encoding: "utf8" })
  expect([...named].filter((name) => !help.includes(`${name}\n`))).toEqual([])
})

test("workerd is given every setting that means something on Workers", () => {
  const capnp = read(`${DEPLOY}/workerd.capnp`)
  const given = [...capnp.matchAll(/fromEnvironment = "(\w+)"/g)].map(([, name]) => name)
  const rows = [
    ...read("apps/server/src/settings.ts").matchAll(
      /^ {2}"?([a-z][a-z0-9-]+)"?: \{\n([\s\S]*?)^ {2}\},$/gm,
    ),
  ]
  const names = rows
    .filter(([, name, row]) => name !== "dev" && !row?.includes("ofProcess: true"))
    .map(([, name]) => `KEYWRIGHT_${name?.toUpperCase().replaceAll("-", "_")}`)
  expect(names.length).toBeGreaterThan(5)
  expect(given.sort()).toEqual(names.sort())
})

test("A script that is no shell, or that fails, is not rehearsed in silence", () => {
  expect(() => rehearse("docker build (", folder, ["docker"])).toThrow()
  expect(() => rehearse("docker build; false", folder, ["docker"])).toThrow()
  expect(rehearse('docker run "a b" c\ntrue', folder, ["docker"])).toEqual([
    ["docker", "run", "a b", "c"],
  ])
})

/** The workerd that the pinned wrangler brings, so that both run the same. */
function workerdOfWrangler(): string {
  const wrangler = read("apps/server/node_modules/wrangler/package.json")
  return JSON.parse(wrangler).dependencies.workerd
}
