/** The store in PostgreSQL sits the exam with a real server, on Node, Deno and Bun. */
import type { Store } from "@keywright/kms"
import { examine } from "@keywright/kms/storage/exam"
import { newDatabase } from "@keywright/postgres"
import { describe, inject, test } from "vitest"
import { postgresStore } from "../../src/storage/postgres.ts"

const server = inject("postgres")

describe.skipIf(server === undefined)("The exam, with a database and two nodes", () => {
  const urls = new WeakMap<Store, string>()
  const openAt = async (url: string) => {
    const store = await postgresStore(url)
    urls.set(store, url)
    return store
  }
  const urlOf = (store: Store) => urls.get(store) as string
  examine(
    {
      open: async () => openAt(await newDatabase(server as string)),
      beside: (store) => openAt(urlOf(store)),
      async reopen(store) {
        await store.close()
        return openAt(urlOf(store))
      },
    },
    test,
  )
})
