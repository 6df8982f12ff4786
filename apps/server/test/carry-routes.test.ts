import { memoryStore, type Store } from "@keywright/kms"
import { expect, test } from "vitest"
import { createApp } from "../src/app.ts"
import { closedService } from "../src/carry-routes.ts"

const token = "t".repeat(32)

function appOn(store: Store) {
  return createApp<object>({
    kms: closedService,
    carry: { store, token },
    bodyLimitBytes: 1000,
    draining: () => false,
    report: (error) => expect.fail(`reported: ${error}`),
  })
}

const bearer = { headers: { authorization: `Bearer ${token}` } }

async function filled(): Promise<Store> {
  const store = memoryStore()
  // Longer than the limit of a request to the service.
  const next = { value: "v".repeat(5000) }
  await store.write([{ kind: "domain-key", id: "0000000001", expect: "absent", next }])
  return store
}

test("Records go out and come in through the door", async () => {
  const answer = await appOn(await filled()).request("/records", bearer)
  expect(answer.status).toBe(200)
  expect(answer.headers.get("cache-control")).toBe("no-store")
  const body = await answer.text()
  expect(body.split("\n")).toHaveLength(3)

  const store = memoryStore()
  const taken = await appOn(store).request("/records", { ...bearer, method: "POST", body })
  expect([taken.status, await taken.text()]).toEqual([200, "1 records are here.\n"])
  expect(await store.list("domain-key", { limit: 1 })).toHaveLength(1)
  const again = await appOn(store).request("/records", { ...bearer, method: "POST", body })
  expect([again.status, await again.text()]).toEqual([
    409,
    "The store has keys of its own. Take an empty one.\n",
  ])
})

test.each([
  ["no token", {}],
  ["another token", { authorization: `Bearer ${"u".repeat(32)}` }],
  ["half a token", { authorization: `Bearer ${token.slice(1)}` }],
  ["the token in another way", { authorization: token }],
])("The door stays closed for %s", async (_, headers) => {
  for (const method of ["GET", "POST"]) {
    const store = await filled()
    const body = method === "POST" ? { body: "" } : {}
    const answer = await appOn(store).request("/records", { method, headers, ...body })
    expect(answer.status).toBe(401)
    expect(await answer.text()).not.toContain("vvv")
  }
})

test("The service is closed meanwhile, and says so", async () => {
  const app = appOn(memoryStore())
  const asked = await app.request("/", { method: "POST", body: "{}" })
  expect([asked.status, (await asked.json()).message]).toEqual([503, "Records are being carried."])
  expect((await app.request("/readyz")).status).toBe(503)
  expect((await app.request("/livez")).status).toBe(200)
})

test("Without a token there is no such door", async () => {
  const app = createApp<object>({
    kms: closedService,
    bodyLimitBytes: 1000,
    draining: () => false,
    report: () => {},
  })
  expect((await app.request("/records", bearer)).status).toBe(404)
})
