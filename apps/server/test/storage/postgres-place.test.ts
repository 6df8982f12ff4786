import { expect, test } from "vitest"
import { placeOf } from "../../src/storage/postgres-place.ts"

test.each([
  [
    "postgres://kms:SECRET@db.example:5433/keys?sslmode=verify-full",
    "postgres://db.example:5433/keys",
  ],
  ["postgresql://kms:SECRET@[::1]/keys", "postgres://[::1]/keys"],
  ["postgres:///keys?host=/run/postgresql&password=SECRET", "postgres:///run/postgresql/keys"],
])("placeOf tells where a database is, and nothing of who may use it: %s", (url, place) => {
  expect(placeOf(url)).toBe(place)
})
