/** Writes assembly/curves/fields/*.ts, the field kernels of the six curves: `pnpm run generate`. */
import { writeFileSync } from "node:fs"
import { fieldKernel } from "./fields/kernel.ts"
import { primes } from "./fields/primes.ts"

for (const prime of primes) {
  writeFileSync(
    new URL(`../assembly/curves/fields/${prime.name}.ts`, import.meta.url),
    fieldKernel(prime),
  )
}
