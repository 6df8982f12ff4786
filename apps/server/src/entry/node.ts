#!/usr/bin/env node
/** The Node entry: `pnpm start`, or the command `keywright`. */
import { keyPairPool } from "./key-pair-pool.ts"
import { nodeSymmetric } from "./node-crypto.ts"
import { listenOnNode } from "./node-listen.ts"
import { start } from "./start.ts"

await start({ listen: listenOnNode, symmetric: nodeSymmetric, keyPairPool })
