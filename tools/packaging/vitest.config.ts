import { defineConfig } from "vitest/config"

// Nothing fails on a clock: two minutes are for machines that are busy with something else.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/published.setup.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
