import { runDurableObjectAlarm } from "cloudflare:test"
import { env, exports } from "cloudflare:workers"
import { decodeBase64, systemRandom, webCrypto } from "@keywright/core"
import { createKms } from "@keywright/kms"
import { expect, test, vi } from "vitest"
import { durableObjectStore, type RecordNamespace } from "../../src/storage/durable-object.ts"

const namespace = env.KEYWRIGHT_RECORDS as RecordNamespace
const [account, region] = ["111122223333", "us-east-1"]
const DAY_MS = 86_400_000

const ask = (path: string) => exports.default.fetch(new Request(`http://kms.test${path}`))

test("The Worker is alive and ready, and refuses a request that is not signed", async () => {
  expect((await ask("/livez")).status).toBe(200)
  expect((await ask("/readyz")).status).toBe(200)
  const answer = await exports.default.fetch(
    new Request("http://kms.test/", {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "TrentService.ListKeys",
      },
      body: "{}",
    }),
  )
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" })
})

/** The same service on the same records and secrets, whose clock and credentials a test may choose. */
async function serviceAt(clock: () => number) {
  const kms = await createKms({
    store: durableObjectStore(namespace, { account, regions: [region] }),
    clock,
    random: systemRandom,
    symmetric: webCrypto,
    generateKeyPair: () => Promise.reject(new Error("no key pairs in this test")),
    rootKey: decodeBase64(String(env.KEYWRIGHT_ROOT_KEY)) as Uint8Array,
    settings: { regions: [region], account, authentication: "any", sm2Everywhere: false },
  })
  return async (operation: string, input: object) => {
    const { body } = await kms.handle({
      method: "POST",
      target: "/",
      headers: [
        ["content-type", "application/x-amz-json-1.1"],
        ["x-amz-target", `TrentService.${operation}`],
      ],
      body: new TextEncoder().encode(JSON.stringify(input)),
    })
    return JSON.parse(body || "{}")
  }
}

test("The alarm of a Region's object has the Worker delete the keys whose waiting period is over", async () => {
  const now = await serviceAt(Date.now)
  const monthAgo = await serviceAt(() => Date.now() - 30 * DAY_MS)
  const { KeyMetadata: due } = await monthAgo("CreateKey", {})
  const { KeyMetadata: waiting } = await now("CreateKey", {})
  await monthAgo("ScheduleKeyDeletion", { KeyId: due.KeyId, PendingWindowInDays: 7 })
  await now("ScheduleKeyDeletion", { KeyId: waiting.KeyId, PendingWindowInDays: 7 })
  const object = namespace.getByName(`${account}/${region}`)

  // At once, unless the alarm is going off by itself: it is due.
  await runDurableObjectAlarm(object)

  await vi.waitFor(async () => {
    const rows = await object.list("key", { limit: 10 })
    expect(rows.map(({ id }) => id)).toEqual([`${account}/${region}/${waiting.KeyId}`])
  }, 10_000)
})
