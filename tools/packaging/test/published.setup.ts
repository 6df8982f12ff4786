/** Once for all tests: the packages are packed, and a registry serves them with all that they and their examples need. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"
import { serveRegistry } from "../src/registry.ts"
import { type PublishedTarball, packAll, repositoryRoot } from "../src/tarballs.ts"
import { thirdParties } from "../src/third-party.ts"

declare module "vitest" {
  export interface ProvidedContext {
    tarballs: PublishedTarball[]
    registryUrl: string
  }
}

/** By the folder of the package that names them in its package.json. */
const NEEDED = {
  "packages/bignum": ["@assemblyscript/loader"],
  "packages/core": ["@aws-crypto/client-node", "@aws-sdk/client-kms", "jose"],
}

export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "keywright-published-"))
  const tarballs = packAll(folder)
  const others = Object.entries(NEEDED).flatMap(([from, names]) =>
    thirdParties(join(repositoryRoot, from), names, folder),
  )
  const registry = await serveRegistry(tarballs, others)
  provide("tarballs", tarballs)
  provide("registryUrl", registry.url)
  return async () => {
    await registry.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
