import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import { openDataFolder } from "../../src/entry/data-folder.ts"
import { rootKeyOf } from "../../src/entry/root-key.ts"
import { asNobody } from "../as-nobody.ts"

const parent = mkdtempSync(join(tmpdir(), "keywright-folder-"))
chmodSync(parent, 0o755)
afterAll(() => rmSync(parent, { recursive: true }))

let folders = 0
let path = ""
beforeEach(() => {
  path = join(parent, String(folders++))
})

const inside = (name: string) => join(path, name)
const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8)
const refusal = (sentence: string | RegExp) =>
  expect.objectContaining({ name: "Refusal", message: expect.stringMatching(sentence) })

describe("openDataFolder", () => {
  test("makes the folder and an empty database for the owner alone", () => {
    expect(openDataFolder(path)).toEqual({
      folder: path,
      rootKey: inside("root.key"),
      database: inside("keywright.sqlite"),
      credentials: inside("credentials"),
      isNew: true,
    })
    expect(modeOf(path)).toBe("700")
    expect(modeOf(inside("keywright.sqlite"))).toBe("600")
  })

  test("is new until something is in the database, so that a start cut off can begin again", () => {
    openDataFolder(path)
    expect(openDataFolder(path).isNew).toBe(true)
    writeFileSync(inside("keywright.sqlite"), "x")
    expect(openDataFolder(path).isNew).toBe(false)
  })

  test.each([
    ["missing", undefined],
    ["empty", ""],
  ])("refuses to begin anew where the database is %s and was not once", (_, database) => {
    openDataFolder(path)
    if (database === undefined) rmSync(inside("keywright.sqlite"))
    writeFileSync(inside("credentials"), "[default]")
    expect(() => openDataFolder(path)).toThrow(
      refusal(/keywright\.sqlite is missing or empty, but .*credentials is there\. Put back/),
    )
  })

  test("keeps the objects of a Worker in a folder, and is new until one is there", () => {
    const { database, isNew } = openDataFolder(path, "workers")
    expect([database, isNew, modeOf(database)]).toEqual([inside("workers"), true, "700"])
    writeFileSync(join(database, "object.sqlite"), "x")
    expect(openDataFolder(path, "workers").isNew).toBe(false)
    rmSync(database, { recursive: true })
    writeFileSync(inside("credentials"), "[default]")
    expect(() => openDataFolder(path, "workers")).toThrow(
      refusal(/workers is missing or empty, but .*credentials is there/),
    )
  })

  test("refuses a folder that holds the records of the other kind of server", () => {
    openDataFolder(path)
    // An empty file is what a start that was cut off leaves behind.
    const { database } = openDataFolder(path, "workers")
    writeFileSync(join(database, "object.sqlite"), "x")
    expect(() => openDataFolder(path)).toThrow(
      refusal(/workers holds the records of a server that is started in another way\. Start that/),
    )
  })

  test("refuses a path that is a file", () => {
    writeFileSync(path, "")
    expect(() => openDataFolder(path)).toThrow(refusal(/^The data folder .* cannot be used \(/))
  })

  test("refuses a folder that may not be written", () => {
    openDataFolder(path)
    chmodSync(path, 0o555)
    asNobody()
    expect(() => openDataFolder(path)).toThrow(
      refusal(/cannot be used \(EACCES\)\. Make it a folder that this user may write, or choose/),
    )
  })

  test("leaves the files of a folder with data to the root key that is there", () => {
    const first = rootKeyOf(openDataFolder(path))
    writeFileSync(inside("keywright.sqlite"), "x")
    expect(rootKeyOf(openDataFolder(path))).toEqual(first)
  })
})
