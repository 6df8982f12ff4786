/** Access keys: the root's is made once, secrets are sealed, and a changed row counts at once. */
import { encodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import type { AccessKeyRecord } from "../../src/identity/access-key.ts"
import {
  AccessKeyDamaged,
  type AccessKeyDeps,
  type AccessKeys,
  makeAccessKeys,
} from "../../src/identity/access-keys.ts"
import { openDomainKeys } from "../../src/material/domain-keys.ts"
import { makeRecords } from "../../src/material/records.ts"
import { memoryStore } from "../../src/storage/memory.ts"
import type { Store } from "../../src/storage/store.ts"
import { nodeSymmetric as symmetric } from "../node-symmetric.ts"

const account = "111122223333"

/** Counted bytes: different every time, the same in every run. */
function counter(): (length: number) => Uint8Array {
  let next = 0
  return (length) => Uint8Array.from({ length }, () => next++ % 251)
}

async function world(store: Store = memoryStore(), random = counter()) {
  const rootKey = await symmetric.importHmacKey(new Uint8Array(32).fill(1))
  const domainKeys = await openDomainKeys({ store, symmetric, random, rootKey })
  const records = makeRecords({ store, symmetric, domainKeys })
  const make = (change: Partial<AccessKeyDeps> = {}): AccessKeys =>
    makeAccessKeys({ records, symmetric, random, domainKeys, clock: () => 5000, ...change })
  return { store, records, domainKeys, make, accessKeys: make() }
}

const secretOf = async (accessKeys: AccessKeys, id: string): Promise<string | undefined> => {
  const secret = await (await accessKeys.find(id))?.openSecret()
  return secret && new TextDecoder().decode(secret)
}

describe("The root's access key", () => {
  test("ofRoot makes an access key in AWS's form for an empty store", async () => {
    const { accessKeys } = await world()
    const { accessKeyId, secretAccessKey } = await accessKeys.ofRoot(account)
    expect(accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
    expect(secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/)
  })

  test("ofRoot gives the same one again, after a restart too", async () => {
    const { accessKeys, store } = await world()
    const first = await accessKeys.ofRoot(account)
    expect(await accessKeys.ofRoot(account)).toEqual(first)
    const restarted = await world(store)
    expect(await restarted.accessKeys.ofRoot(account)).toEqual(first)
  })

  test("ofRoot makes one only when two processes ask at once", async () => {
    const random = counter()
    const store = memoryStore()
    const [one, other] = [await world(store, random), await world(store, random)]
    const keys = await Promise.all([one, other].map(({ accessKeys }) => accessKeys.ofRoot(account)))
    expect(keys[0]).toEqual(keys[1])
    expect(await store.list("access-key", { limit: 10 })).toHaveLength(1)
  })

  test("ofRoot makes one for each account", async () => {
    const { accessKeys } = await world()
    const { accessKeyId } = await accessKeys.ofRoot("000000000000")
    expect((await accessKeys.ofRoot(account)).accessKeyId).not.toBe(accessKeyId)
  })

  test("ofRoot refuses to make a second one beside a damaged first", async () => {
    const { accessKeys, store } = await world()
    const { accessKeyId } = await accessKeys.ofRoot(account)
    await store.write([{ kind: "access-key", id: accessKeyId, expect: 1, next: "gone" }])
    await expect(accessKeys.ofRoot(account)).rejects.toThrow(AccessKeyDamaged)
  })
})

describe("Looking up", () => {
  test("find gives the holder in the partition of the Region, and the secret", async () => {
    const { accessKeys } = await world()
    const { accessKeyId, secretAccessKey } = await accessKeys.ofRoot(account)
    const found = await accessKeys.find(accessKeyId)
    expect(found?.identityIn("eu-west-1")).toEqual({
      account,
      principalArn: "arn:aws:iam::111122223333:root",
      accessKeyId,
      region: "eu-west-1",
    })
    expect(found?.identityIn("cn-north-1").principalArn).toBe("arn:aws-cn:iam::111122223333:root")
    expect(await secretOf(accessKeys, accessKeyId)).toBe(secretAccessKey)
  })

  test("find names a user as CloudTrail does", async () => {
    const { accessKeys, records } = await world()
    const id = (await accessKeys.ofRoot(account)).accessKeyId
    const row = await records.read<AccessKeyRecord>("access-key", id)
    const next = { ...(row?.value as AccessKeyRecord), principal: "user/team/alice" }
    await records.write([{ kind: "access-key", id, expect: 1, next }])
    expect((await accessKeys.find(id))?.identityIn("us-east-1")).toMatchObject({
      principalArn: "arn:aws:iam::111122223333:user/team/alice",
      userName: "alice",
    })
  })

  test.each([
    "AKIAUNKNOWN234567ABC",
    "",
    "x",
    "__proto__",
    "constructor",
    "A".repeat(129),
    "../access-key",
  ])("find knows no access key %j", async (id) => {
    const { accessKeys } = await world()
    await accessKeys.ofRoot(account)
    expect(await accessKeys.find(id)).toBeUndefined()
  })

  test("find gives one object for as long as the row is unchanged, and another one afterwards", async () => {
    const { accessKeys, records } = await world()
    const id = (await accessKeys.ofRoot(account)).accessKeyId
    const first = await accessKeys.find(id)
    expect(await accessKeys.find(id)).toBe(first)
    const row = await records.read<AccessKeyRecord>("access-key", id)
    await records.write([{ kind: "access-key", id, expect: 1, next: { ...row?.value } }])
    expect(await accessKeys.find(id)).not.toBe(first)
    await records.write([{ kind: "access-key", id, expect: 2, next: "gone" }])
    expect(await accessKeys.find(id)).toBeUndefined()
  })
})

describe("Secrets at rest", () => {
  test("A store holds a secret neither as it is nor encoded", async () => {
    const { accessKeys, store } = await world()
    const { secretAccessKey } = await accessKeys.ofRoot(account)
    const kept = await Promise.all(
      (["access-key", "setting", "domain-key"] as const).map((kind) =>
        store.list(kind, { limit: 10 }),
      ),
    )
    const bytes = new TextEncoder().encode(secretAccessKey)
    const forms = [
      secretAccessKey,
      encodeBase64(bytes),
      Buffer.from(bytes).toString("hex"),
      encodeURIComponent(secretAccessKey),
    ]
    for (const form of forms) expect(JSON.stringify(kept)).not.toContain(form)
  })

  test("find does not know a row that was edited or copied from another id", async () => {
    const { accessKeys, store } = await world()
    const { accessKeyId } = await accessKeys.ofRoot(account)
    const stored = await store.read("access-key", accessKeyId)
    const text = stored?.value ?? ""
    const copy = "AKIACOPY234567ABCDEF"
    await store.write([{ kind: "access-key", id: copy, expect: "absent", next: { value: text } }])
    expect(await accessKeys.find(copy)).toBeUndefined()
    const edited = text.replace(account, "999988887777")
    expect(edited).not.toBe(text)
    await store.write([{ kind: "access-key", id: accessKeyId, expect: 1, next: { value: edited } }])
    expect(await accessKeys.find(accessKeyId)).toBeUndefined()
  })

  test("A secret opens for its own access key only, and under its own domain key", async () => {
    const { accessKeys, records, make, domainKeys } = await world()
    const [one, other] = [await accessKeys.ofRoot(account), await accessKeys.ofRoot("000000000000")]
    const row = await records.read<AccessKeyRecord>("access-key", one.accessKeyId)
    const swapped = {
      ...(await records.read<AccessKeyRecord>("access-key", other.accessKeyId))?.value,
      sealedSecret: row?.value?.sealedSecret,
    }
    await records.write([{ kind: "access-key", id: other.accessKeyId, expect: 1, next: swapped }])
    await expect(secretOf(accessKeys, other.accessKeyId)).rejects.toThrow(AccessKeyDamaged)
    const without = make({ domainKeys: { ...domainKeys, byEpoch: new Map() } })
    await expect(secretOf(without, one.accessKeyId)).rejects.toThrow(AccessKeyDamaged)
  })

  test("An error about a secret does not hold it", async () => {
    const { accessKeys, make, domainKeys } = await world()
    const { accessKeyId, secretAccessKey } = await accessKeys.ofRoot(account)
    const without = make({ domainKeys: { ...domainKeys, byEpoch: new Map() } })
    const error: unknown = await secretOf(without, accessKeyId).catch((reason) => reason)
    expect(String(error)).toContain(accessKeyId)
    expect(String(error)).not.toContain(secretAccessKey)
  })
})

describe("A root access key that is given", () => {
  const given = { account, accessKeyId: "AKIAGIVENGIVENGIVEN1", secretAccessKey: "s".repeat(40) }

  test("ofRoot answers it, and makes none", async () => {
    const { make, store } = await world()
    const { accessKeyId, secretAccessKey } = given
    expect(await make({ given }).ofRoot(account)).toEqual({ accessKeyId, secretAccessKey })
    expect(await store.list("access-key", { limit: 10 })).toEqual([])
  })

  test("find knows it and its holder, and gives the same object each time", async () => {
    const accessKeys = (await world()).make({ given })
    expect(await secretOf(accessKeys, given.accessKeyId)).toBe(given.secretAccessKey)
    const found = await accessKeys.find(given.accessKeyId)
    expect(found?.identityIn("us-east-1").principalArn).toBe(`arn:aws:iam::${account}:root`)
    expect(await accessKeys.find(given.accessKeyId)).toBe(found)
  })

  test("find no longer knows the one of the same account that is kept, and still knows another account's", async () => {
    const { accessKeys, make } = await world()
    const kept = await accessKeys.ofRoot(account)
    const other = await accessKeys.ofRoot("000000000000")
    const now = make({ given })
    expect(await now.find(kept.accessKeyId)).toBeUndefined()
    expect(await secretOf(now, other.accessKeyId)).toBe(other.secretAccessKey)
    // Given no more, the kept one counts again.
    expect(await secretOf(make(), kept.accessKeyId)).toBe(kept.secretAccessKey)
  })
})
