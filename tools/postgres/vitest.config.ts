import { defineConfig } from "vitest/config"

// Nothing fails on a clock: a minute is for machines that are busy with something else.
export default defineConfig({
  test: { include: ["test/**/*.test.ts"], testTimeout: 60_000, hookTimeout: 60_000 },
})
