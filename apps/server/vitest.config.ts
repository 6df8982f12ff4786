import type {} from "@keywright/postgres/vitest"
import { defineConfig } from "vitest/config"

const runtime = process.versions.bun !== undefined ? "bun" : "Deno" in globalThis ? "deno" : "node"

/** What Deno and Bun do in their own way, and what is Node's there, but only promised to be. */
const elsewhere = [
  `test/entry/${runtime}-listen.test.ts`,
  "test/entry/key-pair-pool.test.ts",
  "test/entry/{node,deno}-crypto.test.ts",
  "test/storage/record-table.test.ts",
  "test/storage/sqlite.test.ts",
  "test/**/*.exam.test.ts",
]

// A machine that is busy with other things may take its time; no test asserts on time.
export default defineConfig({
  test: {
    include: runtime === "node" ? ["test/**/*.test.ts"] : elsewhere,
    // Inside workerd: vitest.workerd.config.ts.
    exclude: runtime === "node" ? ["**/{deno,bun}-listen.test.ts", "**/*.workerd.test.ts"] : [],
    globalSetup: ["@keywright/postgres/vitest"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
