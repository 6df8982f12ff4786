import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import getPort from "get-port"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { at, type Place, readmeCommands } from "../src/readme-commands.ts"
import { repositoryRoot } from "../src/tree.ts"
import { tree } from "./planted.ts"

const START_TIMEOUT_MS = 30_000
const CLI_TIMEOUT_MS = 30_000

const { scripts, packageManager } = JSON.parse(tree.get("package.json") ?? "{}")
const { npx, requests, deployment } = readmeCommands(tree)

/** What `pnpm start` runs when all is built: the last command of its script. */
const serve: string = scripts.start.split("&& exec ").at(-1)

const run = (command: string, variables: NodeJS.ProcessEnv = {}): string =>
  execFileSync("bash", ["-euc", command], {
    cwd: repositoryRoot,
    encoding: "utf8",
    env: { ...process.env, ...variables },
  })

test("The README's two commands run scripts that are there, with the pnpm that is pinned", () => {
  expect(npx.slice(0, 2)).toEqual([
    `npx -y ${packageManager} start`,
    `npx -y ${packageManager} test`,
  ])
  for (const command of npx) expect(command).toMatch(`npx -y ${packageManager} `)
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(["start", "test"]))
})

test("The README says that --help lists the settings, and it does, those that this test uses too", () => {
  expect(tree.get("README.md")).toContain("--help")
  const help = run(`${serve} --help`)
  expect(help).toContain("KEYWRIGHT_PORT")
  expect(help).toContain("KEYWRIGHT_DATA_DIR")
})

test("The README goes from a clone to a Worker in five commands, of which the last would deploy it", () => {
  const commands = deployment.split(/\n(?=git|npx|\()/)
  expect(commands).toHaveLength(5)
  const [clone = "", build = "", secrets = "", login = "", deploy = ""] = commands
  expect(clone).toMatch(/^git clone /)
  expect(build).toBe(`npx -y ${packageManager} build`)
  expect(Object.keys(scripts)).toContain("build")
  expect(login).toMatch(/ exec wrangler login$/)
  const folder = mkdtempSync(join(tmpdir(), "keywright-readme-"))
  try {
    const here = (command: string) =>
      command.replaceAll("../../.keywright", folder).replaceAll(".keywright", folder)
    run(here(secrets))
    expect(readFileSync(join(folder, "workers.env"), "utf8")).toMatch(
      /^KEYWRIGHT_ROOT_KEY=[\w+/]{43}=\nKEYWRIGHT_ROOT_ACCESS_KEY=AKIA[0-9A-F]{16}:[0-9a-f]{40}\n$/,
    )
    expect(statSync(join(folder, "workers.env")).mode & 0o077).toBe(0)
    // Without npx, as in a test that pnpm has started; and without Cloudflare.
    const dry = here(deploy).replace(/^npx .* exec /, "cd apps/server && node_modules/.bin/")
    expect(run(`${dry} --dry-run`, { WRANGLER_SEND_METRICS: "false" })).toMatch(/Total Upload/)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)

describe("Against a server started as the README says", () => {
  let place: Place
  let stop: () => Promise<void>

  beforeAll(async () => {
    place = {
      port: await getPort({ host: "127.0.0.1" }),
      dataDirectory: mkdtempSync(join(tmpdir(), "keywright-readme-")),
    }
    stop = await start(place)
  }, START_TIMEOUT_MS)

  afterAll(async () => {
    await stop?.()
    rmSync(place.dataDirectory, { recursive: true, force: true })
  })

  const curl = requests.find((block) => block.includes("--aws-sigv4"))
  const cli = requests.find((block) => block.includes("aws kms"))

  test("the request with curl makes an RSA key pair, as it is printed", () => {
    if (curl === undefined) throw new Error("the README has no request with curl")
    const answer = JSON.parse(run(at(curl, place)))
    expect(answer).toMatchObject({
      KeyPairSpec: "RSA_2048",
      KeyId: expect.stringContaining(":key/"),
    })
    const pkcs8 = Buffer.from(answer.PrivateKeyPlaintext, "base64")
    const spki = Buffer.from(answer.PublicKey, "base64")
    expect([pkcs8[0], spki[0]]).toEqual([0x30, 0x30])
    expect(spki.length).toBe(294)
  })

  test.skipIf(!has("aws"))(
    "the AWS CLI lists keys, as it is printed",
    { timeout: CLI_TIMEOUT_MS },
    () => {
      if (cli === undefined) throw new Error("the README has no request with the AWS CLI")
      expect(JSON.parse(run(at(cli, place))).Keys).toBeInstanceOf(Array)
    },
  )

  test("the first start leaves what the README names in the data folder", () => {
    const credentials = readFileSync(join(place.dataDirectory, "credentials"), "utf8")
    expect(credentials).toMatch(/^aws_access_key_id = \S+$/m)
  })
})

async function start({ port, dataDirectory }: Place): Promise<() => Promise<void>> {
  const server = spawn("bash", ["-euc", `exec ${serve}`], {
    cwd: repositoryRoot,
    env: { ...process.env, KEYWRIGHT_PORT: String(port), KEYWRIGHT_DATA_DIR: dataDirectory },
    stdio: ["ignore", "ignore", "pipe"],
  })
  let said = ""
  server.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString()
  })
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!(await isReady(port))) {
    if (server.exitCode !== null || Date.now() > deadline) {
      server.kill("SIGKILL")
      throw new Error(`the server did not start:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return async () => {
    const ended = once(server, "exit")
    server.kill("SIGTERM")
    await ended
  }
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function has(command: string): boolean {
  try {
    execFileSync(command, ["--version"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}
