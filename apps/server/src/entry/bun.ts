#!/usr/bin/env bun
/** The Bun entry: `pnpm start:bun`. */
import { listenOnBun } from "./bun-listen.ts"
import { keyPairPool } from "./key-pair-pool.ts"
import { nodeSymmetric } from "./node-crypto.ts"
import { start } from "./start.ts"

await start({ listen: listenOnBun, symmetric: nodeSymmetric, keyPairPool })
