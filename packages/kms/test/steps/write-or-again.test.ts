/** Writing again after a conflict: how often, and what is refused at once. */
import { describe, expect, test } from "vitest"
import { refuse } from "../../src/errors.ts"
import type { Records, RowChange } from "../../src/material/records.ts"
import { writeOrAgain } from "../../src/steps/write-or-again.ts"
import { Conflict } from "../../src/storage/store.ts"

const arn = "arn:aws:kms:us-east-1:111122223333:alias/a"
const changes: RowChange[] = [{ kind: "alias", id: "a", expect: 1, next: "gone" }]

/** Records whose first writes fail. */
function recordsFailing(times: number, error: Error = new Conflict("alias", "a")) {
  const written: (readonly RowChange[])[] = []
  let left = times
  const write = async (rows: readonly RowChange[]): Promise<void> => {
    if (left-- > 0) throw error
    written.push(rows)
  }
  return { written, records: { write } as unknown as Records }
}

describe("writeOrAgain", () => {
  test("writeOrAgain decides again for every conflict, and writes once", async () => {
    const { records, written } = recordsFailing(9)
    let decisions = 0
    await writeOrAgain(records, arn, async () => {
      decisions++
      return changes
    })
    expect([decisions, written]).toEqual([10, [changes]])
  })

  test("writeOrAgain gives up after ten conflicts, and says that the request can be sent again", async () => {
    const { records, written } = recordsFailing(10)
    await expect(writeOrAgain(records, arn, async () => changes)).rejects.toThrow(
      `${arn} is being changed by other requests. The request can be sent again.`,
    )
    expect(written).toEqual([])
  })

  test("writeOrAgain hands on what is no conflict", async () => {
    const { records } = recordsFailing(1, new Error("disk full"))
    await expect(writeOrAgain(records, arn, async () => changes)).rejects.toThrow("disk full")
    const gone = async (): Promise<RowChange[]> => {
      throw refuse("NotFoundException", "alias", { alias: arn })
    }
    await expect(writeOrAgain(recordsFailing(0).records, arn, gone)).rejects.toThrow("is not found")
  })
})
