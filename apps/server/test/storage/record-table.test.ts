import { DatabaseSync } from "node:sqlite"
import { expect, test } from "vitest"
import { CREATE_TABLE, pageArguments, STATEMENTS } from "../../src/storage/record-table.ts"

/** The ends of what takes one, two, three and four bytes of UTF-8, and of the surrogates between. */
const CHARACTERS = ["\u0001", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"]
CHARACTERS.push("\u{10000}", "\u{10fffe}", "\u{10ffff}")

test("A page of a prefix holds what begins with it, up to the ends of Unicode, and nothing else", () => {
  const database = new DatabaseSync(":memory:")
  database.exec(CREATE_TABLE)
  const add = database.prepare(STATEMENTS.add)
  const list = database.prepare(STATEMENTS.list)
  const ids = CHARACTERS.flatMap((one) => [one, ...CHARACTERS.map((other) => one + other)])
  for (const id of ids) add.all("key", id, "v")
  for (const prefix of ["", ...ids]) {
    const rows = list.all(...pageArguments("key", { prefix, limit: 1000 }))
    const found = rows.map(({ id }) => id).sort()
    expect(found, JSON.stringify(prefix)).toEqual(ids.filter((id) => id.startsWith(prefix)).sort())
  }
  database.close()
})
