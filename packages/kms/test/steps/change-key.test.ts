/** Changing a key's row while others change it too. */
import { beforeEach, describe, expect, test } from "vitest"
import type { Records } from "../../src/material/records.ts"
import type { SoundKey } from "../../src/model/key.ts"
import { notPendingDeletion } from "../../src/model/key-state.ts"
import { changeKey } from "../../src/steps/change-key.ts"
import { readKey } from "../../src/steps/read-key.ts"
import { account, type Client, client, keyArn, region } from "../client.ts"
import { alterKey, keyRow, overwrite, rowsOf } from "../rows.ts"

const nowMs = Date.UTC(2026, 10, 24)
let caller: Client
let records: Records
let key: SoundKey

beforeEach(async () => {
  caller = await client()
  records = await rowsOf(caller.store)
  const found = await readKey({ records, nowMs }, { account, region }, await caller.key())
  key = found as SoundKey
})

const change = (description: string) =>
  changeKey({ records, nowMs, states: notPendingDeletion }, key, (record) => ({
    ...record,
    description: `${record.description}${description}`,
  }))

describe("changeKey", () => {
  test("changeKey writes on top of what others wrote meanwhile", async () => {
    await alterKey(caller.store, key.keyId, { description: "theirs, " })
    const changed = await change("ours")
    expect(changed).toMatchObject({ version: 3, record: { description: "theirs, ours" } })
    expect(await records.read("key", keyRow(key.keyId))).toMatchObject({
      version: 3,
      value: { description: "theirs, ours" },
    })
  })

  test("changeKey asks the state again: a deletion that was scheduled meanwhile stands", async () => {
    await alterKey(caller.store, key.keyId, { state: "PendingDeletion" })
    await expect(change("ours")).rejects.toThrow(`${key.arn} is pending deletion.`)
    expect((await caller.store.read("key", keyRow(key.keyId)))?.version).toBe(2)
  })

  test("changeKey finds no key that was deleted meanwhile", async () => {
    const id = keyRow(key.keyId)
    await caller.store.write([{ kind: "key", id, expect: 1, next: "gone" }])
    await expect(change("ours")).rejects.toThrow(`Key '${keyArn(key.keyId)}' does not exist`)
    expect(await caller.store.read("key", id)).toBeUndefined()
  })

  test("changeKey does not write over a row that was damaged meanwhile", async () => {
    await overwrite(caller.store, "key", keyRow(key.keyId), (text) => `${text} `)
    await expect(change("ours")).rejects.toThrow(`${key.arn} is unavailable.`)
  })

  test("changeKey gives up after ten conflicts, and says that the request can be sent again", async () => {
    let attempts = 0
    const states = notPendingDeletion
    const racing = changeKey({ records, nowMs, states }, key, async (record) => {
      attempts++
      await alterKey(caller.store, key.keyId, { description: `${attempts}` })
      return record
    })
    await expect(racing).rejects.toThrow(
      `${key.arn} is being changed by other requests. The request can be sent again.`,
    )
    expect(attempts).toBe(10)
  })

  test("changeKey writes other rows with the key's or not at all", async () => {
    await alterKey(caller.store, key.keyId, {})
    let attempts = 0
    await changeKey({ records, nowMs, states: notPendingDeletion }, key, (record) => {
      attempts++
      const id = `${account}/${region}/alias/a`
      return { record, rows: [{ kind: "alias", id, expect: "absent", next: { attempts } }] }
    })
    expect(await records.list("alias", { limit: 9 })).toMatchObject([{ value: { attempts: 2 } }])
  })
})
