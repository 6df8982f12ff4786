/** A folder that goes when the file of tests is over. Made while tests are declared: a hook declares no other hook. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll } from "vitest"

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "keywright-packaging-"))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
