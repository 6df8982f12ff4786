import type {} from "@keywright/postgres/vitest"
import { defineConfig } from "vitest/config"

// A machine that is busy with other things may take its time; no test asserts on time.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["@keywright/postgres/vitest"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
