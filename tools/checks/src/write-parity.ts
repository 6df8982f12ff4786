/** Writes docs/parity.md: `pnpm --filter @keywright/checks write-parity`. */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { rollCall } from "@keywright/kms"
import { PARITY_PATH, parityDocument } from "./parity.ts"
import { readTree, repositoryRoot } from "./tree.ts"

writeFileSync(
  join(repositoryRoot, PARITY_PATH),
  parityDocument(rollCall(), readTree(repositoryRoot)),
)
