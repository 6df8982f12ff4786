/** The Deno entry: `pnpm start:deno`. */

import { denoSymmetric } from "./deno-crypto.ts"
import { listenOnDeno } from "./deno-listen.ts"
import { keyPairPool } from "./key-pair-pool.ts"
import { start } from "./start.ts"

await start({ listen: listenOnDeno, symmetric: denoSymmetric, keyPairPool })
