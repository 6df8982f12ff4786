import { expect, test } from "vitest"
import { deletionRowId, firstIdNotDue } from "../../src/model/deletion.ts"

const scope = { account: "111122223333", region: "us-east-1" }
const dateMs = Date.UTC(2026, 11, 1)

test("A deletion is due from its date on, and not a millisecond before", () => {
  const id = deletionRowId(dateMs, scope, "k")
  expect(id < firstIdNotDue(dateMs)).toBe(true)
  expect(id < firstIdNotDue(dateMs + 1)).toBe(true)
  expect(id < firstIdNotDue(dateMs - 1)).toBe(false)
})

test("Deletions stand in the order of their dates", () => {
  const dates = [dateMs + 86_400_000, dateMs, dateMs + 1]
  const ids = dates.map((date) => deletionRowId(date, scope, "k")).sort()
  expect(ids.map((id) => id.slice(0, 24))).toEqual([
    "2026-12-01T00:00:00.000Z",
    "2026-12-01T00:00:00.001Z",
    "2026-12-02T00:00:00.000Z",
  ])
})
