/** Writes the generated files of assembly/kernels/fma: `pnpm run generate`. */
import { writeFileSync } from "node:fs"
import { fmaKernels } from "./kernels/fma.ts"

for (const [name, text] of Object.entries(fmaKernels())) {
  writeFileSync(new URL(`../assembly/kernels/fma/${name}.ts`, import.meta.url), text)
}
