import { defineConfig } from "vitest/config"

// Files named *.node.test.ts call foreign judges that only Node has; every other test runs on all four runtimes.
const onNode = process.versions.bun === undefined && !("Deno" in globalThis)

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: onNode ? [] : ["**/*.node.test.ts"],
    testTimeout: 60_000,
  },
})
