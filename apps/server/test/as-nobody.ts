/** Root may read and write everything, so tests of rights run as somebody who may not. */
import process from "node:process"
import { onTestFinished } from "vitest"

/** From here to the end of the test, this process is nobody, if it was root. */
export function asNobody(): void {
  if (process.getuid?.() !== 0) return
  process.seteuid?.(65_534)
  onTestFinished(() => process.seteuid?.(0))
}
