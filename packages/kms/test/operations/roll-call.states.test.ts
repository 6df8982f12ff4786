/** Every operation on keys in every state: the matrix of AWS's Developer Guide, and what really happens. */
import { encodeBase64 } from "@keywright/core"
import { beforeAll, describe, expect, test } from "vitest"
import { rollCall } from "../../src/index.ts"
import { keyStates } from "../../src/model/key-state.ts"
import { type Client, client, keyArn } from "../client.ts"
import { alterKey } from "../rows.ts"

/**
 * "Key states of AWS KMS keys", one column for each state in the order of `keyStates`: ok, D disabled, P pending deletion,
 * N not pending deletion, I pending import, U unavailable, C unavailable as UnsupportedOperation, Cr creating, Up updating.
 */
const matrix: Readonly<Record<string, string>> = {
  Encrypt: "ok D P P I U Cr ok",
  Decrypt: "ok D P P I U Cr ok",
  ReEncrypt: "ok D P P I U Cr ok",
  GenerateDataKey: "ok D P P I U Cr ok",
  GenerateDataKeyWithoutPlaintext: "ok D P P I U Cr ok",
  GenerateDataKeyPair: "ok D P P I C Cr ok",
  GenerateDataKeyPairWithoutPlaintext: "ok D P P I C Cr ok",
  DescribeKey: "ok ok ok ok ok ok ok ok",
  GetKeyPolicy: "ok ok ok ok ok ok ok ok",
  PutKeyPolicy: "ok ok ok ok ok ok ok ok",
  ListKeyPolicies: "ok ok ok ok ok ok ok ok",
  ListResourceTags: "ok ok ok ok ok ok ok ok",
  ListAliases: "ok ok ok ok ok ok ok ok",
  CreateAlias: "ok ok P P ok ok ok ok",
  UpdateAlias: "ok ok P P ok ok ok ok",
  TagResource: "ok ok P P ok ok ok ok",
  UntagResource: "ok ok P P ok ok ok ok",
  UpdateKeyDescription: "ok ok P P ok ok ok ok",
  EnableKey: "ok ok P P I ok Cr Up",
  DisableKey: "ok ok P P I ok Cr Up",
  ScheduleKeyDeletion: "ok ok P P ok ok ok Up",
  CancelKeyDeletion: "N N ok ok N N N N",
}

const codes: Readonly<Record<string, readonly [name: string, refused: string]>> = {
  ok: ["ok", ""],
  D: ["disabled", "DisabledException: {key} is disabled."],
  P: ["pendingDeletion", "KMSInvalidStateException: {key} is pending deletion."],
  N: ["notPendingDeletion", "KMSInvalidStateException: {key} is not pending deletion."],
  I: ["pendingImport", "KMSInvalidStateException: {key} is pending import."],
  U: ["unavailable", "KMSInvalidStateException: {key} is unavailable."],
  C: ["unavailableUnsupported", "UnsupportedOperationException: {key} is unavailable."],
  Cr: ["creating", "KMSInvalidStateException: {key} is creating."],
  Up: ["updating", "KMSInvalidStateException: {key} is updating."],
}

/** A good request of each operation about a key. */
function goodInput(operation: string, KeyId: string, world: World): object {
  const { CiphertextBlob, sound } = world
  const inputs: Readonly<Record<string, object>> = {
    Encrypt: { KeyId, Plaintext: "YQ==" },
    Decrypt: { CiphertextBlob },
    ReEncrypt: { CiphertextBlob, DestinationKeyId: sound },
    GenerateDataKey: { KeyId, KeySpec: "AES_256" },
    GenerateDataKeyWithoutPlaintext: { KeyId, KeySpec: "AES_256" },
    GenerateDataKeyPair: { KeyId, KeyPairSpec: "ECC_NIST_P256" },
    GenerateDataKeyPairWithoutPlaintext: { KeyId, KeyPairSpec: "ECC_NIST_P256" },
    PutKeyPolicy: { KeyId, Policy: world.policy },
    CreateAlias: { AliasName: `alias/${KeyId}`, TargetKeyId: KeyId },
    UpdateAlias: { AliasName: "alias/moving", TargetKeyId: KeyId },
    TagResource: { KeyId, Tags: [{ TagKey: "a", TagValue: "b" }] },
    UntagResource: { KeyId, TagKeys: ["a"] },
    UpdateKeyDescription: { KeyId, Description: "d" },
  }
  return inputs[operation] ?? { KeyId }
}

interface World {
  caller: Client
  /** A key that stays enabled. */
  sound: string
  policy: string
  /** Of the key in question. */
  CiphertextBlob: string
}

let caller: Client
let sound: string
let policy: string

beforeAll(async () => {
  caller = await client({
    generateKeyPair: async (spec) => ({
      spec,
      privateKey: Uint8Array.of(1),
      publicKey: Uint8Array.of(2),
    }),
  })
  sound = await caller.key()
  policy = (await caller.ok<{ Policy: string }>("GetKeyPolicy", { KeyId: sound })).Policy
  await caller.ok("CreateAlias", { AliasName: "alias/moving", TargetKeyId: sound })
})

const onKeys = rollCall().filter(({ isBuilt, states }) => isBuilt && states !== undefined)
const row = (name: string): string[] => matrix[name]?.split(" ") ?? []

describe("Key states", () => {
  test("The matrix has every built operation on keys", () => {
    expect(Object.keys(matrix).sort()).toEqual(onKeys.map(({ name }) => name).sort())
  })

  test.each(onKeys.map(({ name, states }) => [name, states] as const))(
    "%s declares the states that AWS's table has for it",
    (name, states) => {
      const expected = row(name).map((code, column) => [keyStates[column], codes[code]?.[0]])
      expect(states).toEqual(Object.fromEntries(expected))
    },
  )

  test.each(onKeys)("$name declares the errors that its states lead to", ({ name, errors }) => {
    for (const code of new Set(row(name))) {
      const error = codes[code]?.[1].split(":")[0]
      if (error && code !== "ok") expect(errors).toContain(error)
    }
  })

  /** Unavailable is no state that a row says; it is what damage looks like (kms.test.ts). */
  const said = keyStates.filter((state) => state !== "Unavailable")
  const cases = onKeys.flatMap(({ name }) => said.map((state) => [name, state] as const))

  test.each(cases)("%s of a key that is %s goes as the matrix says", async (name, state) => {
    const KeyId = await caller.key()
    const sealed = await caller.ok<{ CiphertextBlob: string }>("Encrypt", {
      KeyId,
      Plaintext: encodeBase64(Uint8Array.of(1)),
    })
    await alterKey(caller.store, KeyId, { state })
    const input = goodInput(name, KeyId, { caller, sound, policy, ...sealed })
    const code = row(name)[keyStates.indexOf(state)] ?? ""
    const refused = codes[code]?.[1] ?? ""
    if (code === "ok") await caller.ok(name, input)
    else expect(await caller.refused(name, input)).toBe(refused.replace("{key}", keyArn(KeyId)))
  })
})
