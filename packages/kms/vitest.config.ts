import { defineConfig } from "vitest/config"

// A machine that is busy with other things may take its time; no test asserts on time.
// No test changes what modules share, so the files share their modules: a third of the time.
export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
