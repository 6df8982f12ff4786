/** Writes rows that were decided upon by reading others, and decides again when those were changed meanwhile. */
import { refuse } from "../errors.ts"
import type { Records, RowChange } from "../material/records.ts"
import { Conflict } from "../storage/store.ts"

/** As in change-key.ts: so many requests that change the same thing before one gives up. */
const attemptsMax = 10

/** `changes` reads, and may refuse. `arn` is what is being changed. */
export async function writeOrAgain(
  records: Records,
  arn: string,
  changes: () => Promise<RowChange[]>,
): Promise<void> {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    try {
      return await records.write(await changes())
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
  }
  throw refuse("KMSInvalidStateException", "changed", { key: arn })
}
