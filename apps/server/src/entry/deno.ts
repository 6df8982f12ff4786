/** The Deno entry: `pnpm start:deno`. */
import { listenOnDeno } from "./deno-listen.ts"
import { keyPairPool } from "./key-pair-pool.ts"
import { nodeSymmetric } from "./node-crypto.ts"
import { start } from "./start.ts"

await start({ listen: listenOnDeno, symmetric: nodeSymmetric, keyPairPool })
