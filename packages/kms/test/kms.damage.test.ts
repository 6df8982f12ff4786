/** What a damaged row does to its key, and that it does nothing to any other. */
import { webCrypto } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { memoryStore } from "../src/index.ts"
import { account, client, keyArn, region } from "./client.ts"
import { rawRequest } from "./raw-request.ts"
import { alterKey, keyRow, overwrite } from "./rows.ts"

describe("Damage", () => {
  test.each([
    ["Encrypt", "KMSInvalidStateException"],
    ["GenerateDataKey", "KMSInvalidStateException"],
    ["GenerateDataKeyPair", "UnsupportedOperationException"],
    ["TagResource", "KMSInvalidStateException"],
    ["ScheduleKeyDeletion", "KMSInvalidStateException"],
    ["EnableKey", "KMSInvalidStateException"],
    ["GetKeyPolicy", "KMSInvalidStateException"],
  ])(
    "%s of a key whose row was edited is refused, and of no other key",
    async (operation, error) => {
      const caller = await client({
        generateKeyPair: async (spec) => ({
          spec,
          privateKey: Uint8Array.of(1),
          publicKey: Uint8Array.of(2),
        }),
      })
      const [damaged, sound] = [await caller.key(), await caller.key()]
      await overwrite(caller.store, "key", keyRow(damaged), (text) => text.replace("us-east", "x"))
      await overwrite(caller.store, "key", keyRow(damaged), (text) => `${text} `)
      const inputs: Record<string, object> = {
        Encrypt: { Plaintext: "YQ==" },
        GenerateDataKey: { KeySpec: "AES_256" },
        GenerateDataKeyPair: { KeyPairSpec: "ECC_NIST_P256" },
        TagResource: { Tags: [{ TagKey: "a", TagValue: "" }] },
      }
      expect(await caller.refused(operation, { KeyId: damaged, ...inputs[operation] })).toBe(
        `${error}: ${keyArn(damaged)} is unavailable.`,
      )
      await caller.ok(operation, { KeyId: sound, ...inputs[operation] })
      expect(await caller.ok("DescribeKey", { KeyId: damaged })).toEqual({
        KeyMetadata: {
          AWSAccountId: account,
          Arn: keyArn(damaged),
          Enabled: false,
          KeyId: damaged,
          KeyManager: "CUSTOMER",
          KeyState: "Unavailable",
        },
      })
    },
  )

  test("Two keys whose rows changed places are both Unavailable: neither opens the other's ciphertext", async () => {
    const caller = await client()
    const [one, two] = [await caller.key(), await caller.key()]
    const sealed = await caller.ok<{ CiphertextBlob: string }>("Encrypt", {
      KeyId: one,
      Plaintext: "YQ==",
    })
    const [rowOne, rowTwo] = await Promise.all(
      [one, two].map((id) => caller.store.read("key", keyRow(id))),
    )
    await overwrite(caller.store, "key", keyRow(one), () => rowTwo?.value ?? "")
    await overwrite(caller.store, "key", keyRow(two), () => rowOne?.value ?? "")
    for (const KeyId of [one, two]) {
      expect(await caller.ok("DescribeKey", { KeyId })).toMatchObject({
        KeyMetadata: { KeyState: "Unavailable" },
      })
    }
    expect(await caller.refused("Decrypt", sealed)).toBe(
      `KMSInvalidStateException: ${keyArn(one)} is unavailable.`,
    )
  })

  test("A key whose material does not open is Unavailable, though its row is sound", async () => {
    const caller = await client()
    const [broken, other] = [await caller.key(), await caller.key()]
    const row = await caller.store.read("key", keyRow(other))
    const { material } = JSON.parse(row?.value.replace(/^[^{]*/, "") ?? "{}")
    await alterKey(caller.store, broken, { material })
    expect(await caller.ok("DescribeKey", { KeyId: broken })).toMatchObject({
      KeyMetadata: { KeyState: "Unavailable", Enabled: false },
    })
    expect(await caller.refused("GenerateDataKey", { KeyId: broken, KeySpec: "AES_256" })).toBe(
      `KMSInvalidStateException: ${keyArn(broken)} is unavailable.`,
    )
    await caller.ok("TagResource", { KeyId: broken, Tags: [{ TagKey: "a", TagValue: "" }] })
  })

  test("An alias whose row was edited leads nowhere", async () => {
    const caller = await client()
    const TargetKeyId = await caller.key()
    await caller.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId })
    const other = await caller.key()
    await overwrite(caller.store, "alias", `${account}/${region}/alias/a`, (text) =>
      text.replace(TargetKeyId, other),
    )
    expect(await caller.refused("Encrypt", { KeyId: "alias/a", Plaintext: "YQ==" })).toBe(
      `NotFoundException: Alias arn:aws:kms:${region}:${account}:alias/a is not found.`,
    )
  })

  test("A platform that fails to open material makes KeyUnavailableException, with status 500", async () => {
    const store = memoryStore()
    const KeyId = await (await client({ store })).key()
    const reported: unknown[] = []
    let fails = false
    const symmetric = {
      ...webCrypto,
      importHmacKey: async (raw: Uint8Array) => {
        if (fails) throw new Error("no memory")
        return webCrypto.importHmacKey(raw)
      },
    }
    const caller = await client({ store, symmetric, report: ({ error }) => reported.push(error) })
    fails = true
    const answer = await rawRequest(caller.kms, {
      operation: "Encrypt",
      body: JSON.stringify({ KeyId, Plaintext: "YQ==" }),
    })
    expect(answer.status).toBe(500)
    expect(JSON.parse(answer.body)).toEqual({
      __type: "KeyUnavailableException",
      message: `The key material of ${keyArn(KeyId)} cannot be reached at present.`,
    })
    expect(reported.map(String)).toEqual(["Error: no memory"])
    fails = false
    await caller.ok("Encrypt", { KeyId, Plaintext: "YQ==" })
  })
})
