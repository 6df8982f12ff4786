import { expect, test } from "vitest"
import { aliasOfKeyRowId, aliasRowId } from "../../src/model/alias.ts"
import { deletionRowId } from "../../src/model/deletion.ts"
import { keyRowId } from "../../src/model/key-id.ts"
import { dueMsOf, kindsInOrder, kindsThatComeDue, scopeOf } from "../../src/storage/kinds.ts"
import type { Kind } from "../../src/storage/store.ts"

const scope = { account: "111122223333", region: "eu-west-1" }
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab"
const dueMs = Date.UTC(2026, 11, 1, 12, 30, 15, 250)

const ids: [Kind, string][] = [
  ["key", keyRowId(scope, keyId)],
  ["alias", aliasRowId(scope, "alias/a/b/c")],
  ["alias-of-key", aliasOfKeyRowId(scope, keyId, "alias/a")],
  ["deletion", deletionRowId(dueMs, scope, keyId)],
]

test.each(ids)("scopeOf finds account and Region in the id of a record of kind %s", (kind, id) => {
  expect(scopeOf(kind, id)).toBe("111122223333/eu-west-1")
})

test("scopeOf finds them in the prefix of a list that is of one scope, and not in a shorter one", () => {
  const prefix = keyRowId(scope, "")
  expect(scopeOf("key", prefix)).toBe("111122223333/eu-west-1")
  expect(scopeOf("key", prefix.slice(0, -1))).toBeUndefined()
  expect(scopeOf("deletion", `${new Date(dueMs).toISOString()}/111122223333/`)).toBeUndefined()
  expect(scopeOf("key", "")).toBeUndefined()
})

test.each(["domain-key", "access-key", "setting"] as const)(
  "scopeOf finds none for %s, whatever its id",
  (kind) => {
    expect(scopeOf(kind, "111122223333/eu-west-1/x")).toBeUndefined()
  },
)

test("Deletions come due, and their ids say when", () => {
  expect(kindsThatComeDue).toEqual(["deletion"])
  expect(dueMsOf(deletionRowId(dueMs, scope, keyId))).toBe(dueMs)
  expect(dueMsOf("k0001")).toBeNaN()
})

test("Domain keys are the last to be copied", () => {
  expect(kindsInOrder).toHaveLength(7)
  expect(kindsInOrder.at(-1)).toBe("domain-key")
})
