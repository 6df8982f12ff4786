/** Runs the Worker in workerd, by wrangler: as `wrangler dev` does, but with secrets that are in no file of wrangler's. */
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { encodeBase64, systemRandom } from "@keywright/core"
import { type AccessKey, makeAccessKey } from "@keywright/kms"
import { unstable_startWorker } from "wrangler"
import { type Settings, variablesOf } from "../settings.ts"
import { endingSignal } from "./begin.ts"
import { readCredentials, writeCredentials } from "./credentials.ts"
import { openDataFolder } from "./data-folder.ts"
import { refusalToListen, urlOf } from "./listener.ts"
import { type Log, openLog } from "./log.ts"
import { Refusal } from "./refusal.ts"
import { rootKeyOf } from "./root-key.ts"
import { shellLines, type Variables } from "./shell-lines.ts"

const CONFIGURATION = new URL("../../wrangler.jsonc", import.meta.url).pathname

/** Nothing is sent or fetched, and no trace of requests is kept. */
const QUIET_WRANGLER = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  X_LOCAL_OBSERVABILITY: "false",
}

/** Where the Worker's objects are, what it is told in secret, and what is told to its clients. */
interface Keeping {
  objects: string
  rootKey: Uint8Array
  rootAccessKey: AccessKey
  publish(): Variables
  close(): void
}

/** Serves until SIGTERM or SIGINT; then the process exits with 0. */
export async function serveWorkers(settings: Settings): Promise<void> {
  if (settings.store !== "sqlite") {
    throw new Refusal("On Workers, records are kept in Durable Objects: leave --store out.")
  }
  Object.assign(process.env, QUIET_WRANGLER)
  const log = openLog(settings["log-level"])
  const keeping = settings.dev ? keepForNow() : keepOnDisk(settings)
  const worker = await startWorker({ settings, keeping, log })
  const identity = keeping.publish()
  // Miniflare would end the process on its own terms, and before the objects have been closed.
  for (const signal of ["SIGTERM", "SIGINT"]) process.removeAllListeners(signal)
  const ending = endingSignal()
  const { url } = worker
  log.info({ url, regions: settings.region, account: settings.account }, "listening")
  process.stdout.write(shellLines(identity, { url, region: settings.region[0] }))

  log.info({ signal: await ending }, "shutting down")
  await worker.stop()
  keeping.close()
  log.info({}, "stopped")
  await log.end()
  process.exit(0)
}

function keepOnDisk(settings: Settings): Keeping {
  const folder = openDataFolder(settings["data-dir"], "workers")
  const rootAccessKey =
    settings["root-access-key"] ??
    readCredentials(folder.credentials) ??
    makeAccessKey(systemRandom)
  return {
    objects: folder.database,
    rootKey: settings["root-key"] ?? rootKeyOf(folder),
    rootAccessKey,
    publish() {
      writeCredentials(folder.credentials, rootAccessKey)
      return { AWS_SHARED_CREDENTIALS_FILE: folder.credentials, AWS_PROFILE: "default" }
    },
    close() {},
  }
}

/** For developers: when the process ends, all is gone. */
function keepForNow(): Keeping {
  const objects = mkdtempSync(join(tmpdir(), "keywright-workers-"))
  return {
    objects,
    rootKey: systemRandom(32),
    rootAccessKey: makeAccessKey(systemRandom),
    publish: () => ({ AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "any" }),
    close: () => rmSync(objects, { recursive: true }),
  }
}

interface Parts {
  settings: Settings
  keeping: Keeping
  log: Log
}

async function startWorker({
  settings,
  keeping,
  log,
}: Parts): Promise<{ url: string; stop(): Promise<void> }> {
  const { host } = settings
  const port = await freePort(host, settings.port)
  let failure = "The Worker does not answer."
  const worker = await unstable_startWorker({
    config: CONFIGURATION,
    bindings: bindingsOf(settings, keeping),
    dev: {
      server: { hostname: host, port },
      persist: keeping.objects,
      inspector: false,
      watch: false,
      logLevel: "error",
      structuredLogsHandler({ level, message }: { level: string; message: string }) {
        const line = lineOf(message)
        if (line === undefined) log[level === "error" ? "error" : "info"]({ message }, "workerd")
        else process.stderr.write(`${message}\n`)
        if (line?.level === "error") failure = String(line.msg)
      },
    },
  })
  keeping.rootKey.fill(0)
  await worker.ready
  const url = urlOf(host, port)
  // A server that carries records is alive, and never ready.
  const door = settings["carry-token"] === undefined ? "readyz" : "livez"
  if (!(await fetch(`${url}/${door}`)).ok) throw new Refusal(failure)
  return { url, stop: () => worker.dispose() }
}

/** The port, or a free one for 0. Wrangler would take the next one when it is in use, and say so to nobody. */
async function freePort(host: string, port: number): Promise<number> {
  const listener = createServer()
  try {
    listener.listen(port, host)
    await once(listener, "listening")
    return (listener.address() as AddressInfo).port
  } catch (error) {
    throw refusalToListen(error, { host, port })
  } finally {
    listener.close()
  }
}

type StartOrder = Parameters<typeof unstable_startWorker>[0]

function bindingsOf(
  settings: Settings,
  { rootKey, rootAccessKey }: Keeping,
): NonNullable<StartOrder["bindings"]> {
  const { accessKeyId, secretAccessKey } = rootAccessKey
  const token = settings["carry-token"]
  const secrets = {
    ...(token !== undefined && { KEYWRIGHT_CARRY_TOKEN: token }),
    KEYWRIGHT_ROOT_KEY: encodeBase64(rootKey),
    KEYWRIGHT_ROOT_ACCESS_KEY: `${accessKeyId}:${secretAccessKey}`,
  }
  const as = (type: "secret_text" | "plain_text", values: Variables) =>
    Object.entries(values).map(([name, value]) => [name, { type, value }])
  return Object.fromEntries([
    ...as("plain_text", variablesOf(settings)),
    ...as("secret_text", secrets),
  ])
}

/** A line of the Worker's own log. Others come from workerd, and of them only the words are passed on. */
function lineOf(message: string): { level?: unknown; msg?: unknown } | undefined {
  try {
    return message.startsWith("{") ? JSON.parse(message) : undefined
  } catch {
    return undefined
  }
}
