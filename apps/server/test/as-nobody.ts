/** Root may read and write everything, so tests of rights run as somebody who may not. */
import process from "node:process"
import { isMainThread } from "node:worker_threads"
import { onTestFinished } from "vitest"

/** A thread cannot become another user, and Bun's tests run in threads. */
export const canBeNobody: boolean = isMainThread

/** From here to the end of the test, this process is nobody, if it was root. */
export function asNobody(): void {
  if (process.getuid?.() !== 0) return
  process.seteuid?.(65_534)
  onTestFinished(() => process.seteuid?.(0))
}
