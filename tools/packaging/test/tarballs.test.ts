import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, inject, test } from "vitest"
import { bytesIn, fileIn } from "../src/tarballs.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const folder = temporaryFolder()
const tarballs = inject("tarballs")

/** What a tarball of ours holds; nothing else does. */
const EXPECTED: readonly RegExp[] = [
  /^(?:LICENSE|README\.md|package\.json)$/,
  /^dist\/[\w./-]+\.(?:js|d\.ts)$/,
]

/** The modules of bignum. The builds for tests and the text form of the code stay at home. */
const MODULES = /^(?:build\/[a-z]+\.(?:js|wasm)|modules\/(?:module\.d\.ts|[a-z]+\.workerd\.js))$/

/** What publint or attw says, and whether it accepts. */
function judge(name: "publint" | "attw", file: string): { accepted: boolean; said: string } {
  const command = join(import.meta.dirname, "../node_modules/.bin", name)
  const words = { publint: ["run", "--strict"], attw: ["--profile", "esm-only"] }[name]
  const { status, stdout } = spawnSync(command, [...words, file], { encoding: "utf8" })
  return { accepted: status === 0, said: stdout }
}

/** Every path that a package.json leads its users to. */
function pathsOf(value: unknown): string[] {
  if (typeof value === "string") return [value.replace(/^\.\//, "")]
  return Object.values(value ?? {}).flatMap(pathsOf)
}

describe.each(tarballs)("The tarball of $manifest.name", ({ manifest, file, paths }) => {
  const text = JSON.parse(fileIn(file, "package.json"))
  const isBignum = manifest.name === "@keywright/bignum"

  test("holds its code, its types and its README, and nothing that only tests need", () => {
    const expected = isBignum ? [...EXPECTED, MODULES] : EXPECTED
    expect(paths).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist/index.d.ts"]))
    expect(paths.filter((path) => !expected.some((pattern) => pattern.test(path)))).toEqual([])
    expect(paths.filter((path) => /^(?:build|modules)\/check/.test(path))).toEqual([])
  })

  test("holds every file that its package.json names", () => {
    const named = [...pathsOf(text.exports), ...pathsOf(text.imports)]
    expect(named.length).toBeGreaterThan(1)
    expect(named.filter((path) => !paths.includes(path))).toEqual([])
  })

  test("is an ES module that a bundler may leave out, with its dependencies by version", () => {
    expect(text).toMatchObject({ type: "module", sideEffects: false, license: "Apache-2.0" })
    for (const version of Object.values(text.dependencies))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
  })

  test("is accepted by publint, and its types by attw", () => {
    expect(judge("publint", file)).toMatchObject({ accepted: true })
    expect(judge("attw", file)).toMatchObject({ accepted: true })
  })
})

test("Everything that is published is packed", () => {
  expect(tarballs.map(({ manifest }) => manifest.name)).toEqual([
    "@keywright/bignum",
    "@keywright/core",
    "@keywright/kms",
  ])
})

test("Each module of bignum is chosen by the conditions workerd, browser and default", () => {
  const { exports } = JSON.parse(fileIn(tarballs[0]?.file ?? "", "package.json"))
  const { ".": door, ...modules } = exports
  expect(Object.keys(door)).toEqual(["types", "default"])
  expect(Object.keys(modules)).toContain("./portable")
  for (const conditions of Object.values<object>(modules)) {
    expect(Object.keys(conditions)).toEqual(["types", "workerd", "browser", "default"])
  }
})

test("The modules in the tarball of bignum import nothing, and the scripts hold the same bytes", () => {
  const { file, paths } = tarballs[0] ?? { file: "", paths: [] }
  const modules = paths.filter((path) => path.endsWith(".wasm"))
  expect(modules).toContain("build/portable.wasm")
  for (const path of modules) {
    const bytes = bytesIn(file, path)
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toEqual([])
    expect(fileIn(file, path.replace(".wasm", ".js"))).toContain(bytes.toString("base64"))
  }
})

/** A package with one module, and exports as given. */
function planted(name: string, exports: object): string {
  const root = join(folder, name, "package")
  mkdirSync(root, { recursive: true })
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "planted", version: "1.0.0", type: "module", exports }),
  )
  writeFileSync(join(root, "index.js"), "export const one = 1\n")
  for (const types of ["index.d.ts", "index.d.cts"]) {
    writeFileSync(join(root, types), "export declare const one: number\n")
  }
  const file = join(folder, `${name}.tgz`)
  execFileSync("tar", ["-czf", file, "-C", join(folder, name), "package"])
  return file
}

test("publint refuses a package whose exports lead to nothing", () => {
  const sound = planted("sound", { ".": { types: "./index.d.ts", default: "./index.js" } })
  const broken = planted("broken", { ".": { types: "./index.d.ts", default: "./missing.js" } })
  expect(judge("publint", sound)).toMatchObject({ accepted: true })
  expect(judge("publint", broken).accepted).toBe(false)
  expect(judge("publint", broken).said).toContain("missing.js")
})

test("attw refuses a package whose types speak of another module format", () => {
  const sound = planted("typed", { ".": { types: "./index.d.ts", default: "./index.js" } })
  const broken = planted("mistyped", { ".": { types: "./index.d.cts", default: "./index.js" } })
  expect(judge("attw", sound)).toMatchObject({ accepted: true })
  expect(judge("attw", broken).accepted).toBe(false)
  expect(judge("attw", broken).said).toContain("Masquerading as CJS")
})
