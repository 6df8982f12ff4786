import type {} from "@keywright/postgres/vitest"
import { defineConfig } from "vitest/config"

// The stores sit their exam on all three runtimes; the other tests start processes, with Node's program.
const onNode = process.versions.bun === undefined && !("Deno" in globalThis)

// A machine that is busy with other things may take its time; no test asserts on time.
export default defineConfig({
  test: {
    include: [onNode ? "test/**/*.test.ts" : "test/**/*.exam.test.ts"],
    globalSetup: ["@keywright/postgres/vitest"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
