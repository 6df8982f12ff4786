/** The store in a SQLite file sits the exam, on Node, Deno and Bun. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Store } from "@keywright/kms"
import { examine } from "@keywright/kms/storage/exam"
import { afterAll, describe, test } from "vitest"
import { sqliteStore } from "../../src/storage/sqlite.ts"

const folder = mkdtempSync(join(tmpdir(), "keywright-sqlite-"))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = () => join(folder, `${files++}.sqlite`)

describe("The exam, with a file and two doors to it", () => {
  const paths = new WeakMap<Store, string>()
  const openAt = (path: string) => {
    const store = sqliteStore(path)
    paths.set(store, path)
    return store
  }
  const pathOf = (store: Store) => paths.get(store) as string
  examine(
    {
      open: () => openAt(newPath()),
      beside: (store) => openAt(pathOf(store)),
      async reopen(store) {
        await store.close()
        return openAt(pathOf(store))
      },
    },
    test,
  )
})

describe("The exam, in memory", () => {
  examine({ open: () => sqliteStore(":memory:") }, test)
})
