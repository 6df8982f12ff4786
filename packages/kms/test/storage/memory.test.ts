/** The reference store sits the exam that all stores sit. */
import { test } from "vitest"
import { examine } from "../../src/storage/exam.ts"
import { memoryStore } from "../../src/storage/memory.ts"

examine({ open: memoryStore }, test)

examine({ open: memoryStore, beside: (store) => ({ ...store, async close() {} }) }, (title, run) =>
  test(`${title} (two doors)`, run),
)
