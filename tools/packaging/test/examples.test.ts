import { mkdirSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { CreateAliasCommand, CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms"
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { type Keywright, startKeywright } from "../src/keywright.ts"
import { createProject, type Project, runtimes } from "../src/project.ts"
import { repositoryRoot } from "../src/tarballs.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const FOLDER = join(repositoryRoot, "packages/core/examples")

/** What each example prints, colours and all that is random aside. */
const PRINTED: Readonly<Record<string, RegExp>> = {
  "crypto-key.ts": /^true\n$/,
  "data-key-pair-encryption-sdk.ts": /^secret\n$/,
  "data-key-pair-jose.ts": /^alice\n$/,
  "data-key-pair-node-crypto.ts": /^true\n$/,
  "engines.ts": /^fma (?:true|false) [^\n]+\nportable (?:true|false) [^\n]+\n$/,
  "jwk.ts": /kty: .OKP.,\s+crv: .Ed25519.,\s+x: .[\w-]{43}.,\s+d: .[\w-]{43}.,?\s+\}/,
  "pem.ts":
    /^-----BEGIN PRIVATE KEY-----\n[^-]+-----END PRIVATE KEY-----\n\n-----BEGIN PUBLIC KEY-----\n/,
  "seal.ts": /^secret\nundefined\n$/,
  "seed.ts":
    /x: .xtBMK3JnzGBzZrzpHnQsoFPNz4lHECfoFPa3eVxUJyU.,\s+y: .v_NTQQ7UTFxWJPYV6Shl7Lr8EZUfPNJRHfymYcbXsoo./,
}

const folder = temporaryFolder()
let keywright: Keywright

beforeAll(async () => {
  const data = join(folder, "data")
  mkdirSync(data)
  keywright = await startKeywright(data)
  Object.assign(process.env, keywright.variables)
  const client = new KMSClient()
  const { KeyMetadata } = await client.send(new CreateKeyCommand())
  const alias = { AliasName: "alias/documents", TargetKeyId: KeyMetadata?.KeyId }
  await client.send(new CreateAliasCommand(alias))
})

afterAll(() => keywright?.close())

test("Every example has a line on what it prints", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(PRINTED))
})

describe.each(runtimes)("On $name, with its libraries installed", (runtime) => {
  let project: Project

  beforeAll(async () => {
    const registryUrl = inject("registryUrl")
    const libraries = ["@aws-crypto/client-node", "@aws-sdk/client-kms", "jose"]
    const packages = ["@keywright/core", ...libraries]
    project = await createProject(runtime, { parent: folder, registryUrl, packages })
  })

  test.each(Object.entries(PRINTED))(
    "the example %s runs as it is shown",
    async (file, printed) => {
      const code = readFileSync(join(FOLDER, file), "utf8")
      expect(await project.run(file, code, keywright.variables)).toMatch(printed)
    },
  )
})
