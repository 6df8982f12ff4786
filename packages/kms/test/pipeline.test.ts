/** The order of refusals: a request that is wrong in everything from one stage on is refused by that stage. */
import { encodeBase64, webCrypto } from "@keywright/core"
import { beforeAll, describe, expect, test } from "vitest"
import { refuse } from "../src/errors.ts"
import { openDomainKeys } from "../src/material/domain-keys.ts"
import { makeKeyMaterials } from "../src/material/key-materials.ts"
import { makeRecords } from "../src/material/records.ts"
import { rootPrincipalArn } from "../src/model/arn.ts"
import { type Call, type PipelineDeps, runStages, stages } from "../src/pipeline.ts"
import { memoryStore } from "../src/storage/memory.ts"
import type { Store } from "../src/storage/store.ts"
import { account, client, keyArn, region, unknownKeyId } from "./client.ts"
import { alterKey, rootKeyBytes } from "./rows.ts"

const symmetric = webCrypto
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
let deps: PipelineDeps
/** An enabled key, a disabled one that is for signatures, and an enabled one that is. */
let sound: string
let disabledForSigning: string
let forSigning: string
/** Of the sound key. */
let CiphertextBlob: string

beforeAll(async () => {
  const store = memoryStore()
  const { key, ok } = await client({ store })
  ;[sound, disabledForSigning, forSigning] = [await key(), await key(), await key()]
  const sealed = await ok<{ CiphertextBlob: string }>("Encrypt", {
    KeyId: sound,
    Plaintext: "YQ==",
  })
  CiphertextBlob = sealed.CiphertextBlob
  await alterKey(store, disabledForSigning, { keyUsage: "SIGN_VERIFY", state: "Disabled" })
  await alterKey(store, forSigning, { keyUsage: "SIGN_VERIFY" })
  deps = await pipelineOn(store)
})

async function pipelineOn(store: Store): Promise<PipelineDeps> {
  const rootKey = await symmetric.importHmacKey(rootKeyBytes())
  const domainKeys = await openDomainKeys({ store, symmetric, random, rootKey })
  return {
    service: {
      records: makeRecords({ store, symmetric, domainKeys }),
      // Without the key's usage in it, the material of altered keys opens as well.
      materials: {
        ...makeKeyMaterials({ symmetric, random, domainKeys }),
        open: async () => ({
          handle: await symmetric.importHmacKey(new Uint8Array(32)),
          header: {
            keyId: new Uint8Array(16),
            multiRegion: false,
            keyMaterialId: new Uint8Array(32),
          },
        }),
      },
      symmetric,
      random,
      generateKeyPair: () => Promise.reject(new Error("bug: no key pairs here")),
      settings: { regions: [region], account, authentication: "sigv4", sm2Everywhere: false },
    },
    authenticate: ({ headers }) => {
      const caller = headers.find(([name]) => name === "authorization")?.[1]
      if (caller === undefined) throw refuse("MissingAuthenticationTokenException", "token")
      const root = rootPrincipalArn({ account, region })
      const principalArn = caller === "root" ? root : `arn:aws:iam::${account}:user/${caller}`
      return { account, region, principalArn, accessKeyId: "AKIDEXAMPLE" }
    },
  }
}

interface Attempt {
  method?: string
  operation?: string
  caller?: string | undefined
  body: object | string
}

async function attempt({ method = "POST", operation = "Decrypt", caller, body }: Attempt) {
  const call = {
    request: {
      method,
      target: "/",
      headers: [
        ["content-type", "application/x-amz-json-1.1"],
        ["x-amz-target", `TrentService.${operation}`],
        ...(caller === undefined ? [] : [["authorization", caller] as const]),
      ],
      body: new TextEncoder().encode(typeof body === "string" ? body : JSON.stringify(body)),
    },
    requestId: "",
    nowMs: Date.UTC(2026, 10, 24),
    keys: [],
  } as unknown as Call
  await runStages(call, deps)
  return call
}

/** For each stage a request that it is the first to refuse; whatever the later ones look at is wrong as well. */
function firstRefusals(): Record<string, [attempt: Attempt, refused: string]> {
  const Recipient = { KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256", AttestationDocument: "YQ==" }
  const algorithm = { EncryptionAlgorithm: "SM2PKE" }
  const later = { ...algorithm, Recipient, DryRun: true }
  const foreign = encodeBase64(new Uint8Array(200))
  return {
    envelope: [{ method: "GET", body: "{", operation: "Fly" }, ""],
    parse: [{ body: "{", operation: "Fly" }, "The body is not a JSON object."],
    target: [{ operation: "Fly", body: { DryRun: "?" } }, ""],
    authenticate: [{ body: { DryRun: "?" } }, "Request is missing Authentication Token"],
    read: [
      { caller: "alice", body: { KeyId: "", DryRun: "?" } },
      "DryRun: true or false is expected.",
    ],
    validate: [
      { caller: "alice", body: { ...later, KeyId: "" } },
      "1 validation error detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    "find key": [
      { caller: "alice", body: { ...later, KeyId: unknownKeyId, CiphertextBlob: foreign } },
      `Key '${keyArn(unknownKeyId)}' does not exist`,
    ],
    authorize: [
      { caller: "alice", body: { ...later, KeyId: disabledForSigning, CiphertextBlob: foreign } },
      `User: arn:aws:iam::${account}:user/alice is not authorized to perform: kms:Decrypt on resource: ${keyArn(disabledForSigning)} because no identity-based policy allows the kms:Decrypt action`,
    ],
    state: [
      { caller: "root", body: { ...later, KeyId: disabledForSigning, CiphertextBlob: foreign } },
      `${keyArn(disabledForSigning)} is disabled.`,
    ],
    usage: [
      { caller: "root", body: { ...later, KeyId: forSigning, CiphertextBlob: foreign } },
      `${keyArn(forSigning)} key usage is SIGN_VERIFY which is not valid for Decrypt.`,
    ],
    check: [
      { caller: "root", body: { ...later, CiphertextBlob } },
      "Algorithm SM2PKE is incompatible with key spec SYMMETRIC_DEFAULT.",
    ],
    built: [
      {
        caller: "root",
        operation: "GenerateDataKey",
        body: { KeyId: sound, KeySpec: "AES_256", Recipient, DryRun: true },
      },
      "Recipient is not built yet.",
    ],
    "dry run": [
      {
        caller: "root",
        operation: "GenerateDataKeyPair",
        body: { KeyId: sound, KeyPairSpec: "RSA_2048", DryRun: true },
      },
      "The request would have succeeded, but the DryRun option is set.",
    ],
    run: [
      {
        caller: "root",
        operation: "GenerateDataKeyPair",
        body: { KeyId: sound, KeyPairSpec: "RSA_2048" },
      },
      "bug: no key pairs here",
    ],
  }
}

describe("The pipeline", () => {
  test("Every stage has a request here, in the order of the list", () => {
    expect(Object.keys(firstRefusals())).toEqual(stages.map(({ name }) => name))
  })

  test.each(stages.map(({ name }) => name))(
    "%s refuses before what comes after it",
    async (name) => {
      const [request, refused] = firstRefusals()[name] as [Attempt, string]
      const error = await attempt(request).catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(Error)
      expect((error as Error).message).toBe(refused)
    },
  )

  test("A request that is right passes all stages, and its key has its material", async () => {
    const body = { KeyId: sound, KeySpec: "AES_256" }
    const call = await attempt({ caller: "root", operation: "GenerateDataKey", body })
    expect(call.keys.map(({ role, key }) => [role, key.arn, key.material !== undefined])).toEqual([
      ["key", keyArn(sound), true],
    ])
    expect(call.output).toHaveProperty("CiphertextBlob")
  })

  test("Every stage says in a sentence what holds behind it", () => {
    for (const { sentence } of stages) expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})
