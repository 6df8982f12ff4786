import { expect, test } from "vitest"
import { buildNames, measureBuild } from "../src/builds.ts"

test.each(buildNames)("measureBuild finds the module of %s", (name) => {
  const { build, bytes, gzipBytes, memoryBytes } = measureBuild(name)
  expect(build).toBe(name)
  expect(bytes).toBeGreaterThan(10_000)
  expect(gzipBytes).toBeLessThan(bytes)
  expect(gzipBytes).toBeGreaterThan(bytes / 10)
  expect(memoryBytes % 65_536).toBe(0)
})
