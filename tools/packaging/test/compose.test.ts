import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, test } from "vitest"
import { readCompose } from "../src/compose.ts"
import { repositoryRoot } from "../src/tarballs.ts"

const FILE = join(repositoryRoot, "apps/server/deploy/compose.yaml")
const text = readFileSync(FILE, "utf8")
const { services, volumes } = readCompose(text, { POSTGRES_PASSWORD: "secret" })
const { keywright, postgres } = services
if (keywright === undefined || postgres === undefined) throw new Error("a service is missing")

test("The compose file keeps to the specification, and asks for the password that it does not hold", () => {
  expect(Object.keys(services)).toEqual(["keywright", "postgres"])
  expect(() => readCompose(text, {})).toThrow("POSTGRES_PASSWORD: put it into .env")
})

test.each([
  ["a service without a name for its key", "restart:", "restarts:"],
  ["a port that is no port", "127.0.0.1:7700:7700", "127.0.0.1:keywright"],
  ["a time without a unit", "stop_grace_period: 30s", "stop_grace_period: '30'"],
  ["a health check that is no command", '["CMD", "pg_isready"', '[{ CMD: "pg_isready" }'],
])("The schema refuses %s", (_, found, planted) => {
  expect(text).toContain(found)
  const changed = text.replace(found, planted)
  expect(() => readCompose(changed, { POSTGRES_PASSWORD: "secret" })).toThrow(/services/)
})

test("The compose file builds the Dockerfile, from the root of the repository", () => {
  const context = join(dirname(FILE), keywright.build?.context ?? "")
  expect(join(context, ".")).toBe(join(repositoryRoot, "."))
  expect(existsSync(join(context, keywright.build?.dockerfile ?? "absent"))).toBe(true)
})

test("The server waits for a database that is ready, by the name and with the password that it was made with", () => {
  const store = new URL(keywright.environment.KEYWRIGHT_STORE ?? "")
  const { POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB } = postgres.environment
  expect(services).toHaveProperty(store.hostname)
  expect(keywright.depends_on).toEqual({ [store.hostname]: { condition: "service_healthy" } })
  expect(postgres.healthcheck?.test.slice(0, 2)).toEqual(["CMD", "pg_isready"])
  expect([store.username, store.password, store.pathname.slice(1)]).toEqual([
    POSTGRES_USER,
    POSTGRES_PASSWORD,
    POSTGRES_DB,
  ])
})

test("What must outlive a container is in a volume, and the rest of it is not written to", () => {
  const mounted = [keywright, postgres].flatMap((each) =>
    each.volumes.map((volume) => volume.split(":")),
  )
  expect(mounted.map(([name]) => name)).toEqual(Object.keys(volumes))
  expect(mounted[0]?.[1]).toBe(/^VOLUME (.*)$/m.exec(dockerfile())?.[1])
  expect(keywright).toMatchObject({ read_only: true, tmpfs: ["/tmp"] })
})

test("The server is reached from this machine alone, on the port that the image listens on", () => {
  const port = /^EXPOSE (.*)$/m.exec(dockerfile())?.[1]
  expect(keywright.ports).toEqual([`127.0.0.1:${port}:${port}`])
})

function dockerfile(): string {
  return readFileSync(join(repositoryRoot, keywright?.build?.dockerfile ?? ""), "utf8")
}
