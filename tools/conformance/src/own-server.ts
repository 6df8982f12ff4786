/** Starts the server on a platform, in a data folder and on a port of its own. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import getPort from "get-port"
import { readCredentials } from "./credentials-file.ts"
import { commandOf, type Platform } from "./platforms.ts"
import type { Target, TargetProcess } from "./target.ts"

/** A server that carries records serves no requests that could be signed. */
const NOBODY = { accessKeyId: "", secretAccessKey: "" }

const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 15_000

export interface ServerOrder {
  /** Node, unless given. */
  platform?: Platform
  /** What the tests are grouped under; the platform, unless given. */
  name?: string
  /** us-east-1, unless given. */
  regions?: readonly [string, ...string[]]
  /** Settings beyond those of the order, as KEYWRIGHT_* variables. */
  variables?: Readonly<Record<string, string>>
  /** A data folder that is there already; a new one, unless given. It is removed at the end, unless it is to be kept. */
  dataDirectory?: string
  keepsData?: true
  keptElsewhere?: TargetProcess["keptElsewhere"]
}

export interface OwnServer {
  target: Target & Required<Pick<Target, "process">>
  /** The process that serves now. */
  pid(): number
  /** Ends it, and removes its data folder. */
  stop(): Promise<void>
}

/** Starts it, waits until it is ready, and reads the credentials that it has made. Throws with its output when it ends instead. */
export async function startServer(order: ServerOrder = {}): Promise<OwnServer> {
  const { platform = "Node", name = platform, regions = ["us-east-1"], variables = {} } = order
  const [program, ...args] = commandOf(platform)
  const dataDirectory = order.dataDirectory ?? newDataDirectory()
  const port = await getPort({ host: "127.0.0.1" })
  const url = `http://127.0.0.1:${port}`
  let output = ""
  let child = await launch()
  const target = {
    name,
    url,
    account: "111122223333",
    regions,
    credentials: variables.KEYWRIGHT_CARRY_TOKEN
      ? NOBODY
      : readCredentials(join(dataDirectory, "credentials")),
    process: {
      dataDirectory,
      ...(order.keptElsewhere && { keptElsewhere: order.keptElsewhere }),
      output: () => output,
      async restart() {
        const code = await end(child, "SIGTERM")
        child = await launch()
        return code
      },
      async crash() {
        await end(child, "SIGKILL")
        child = await launch()
      },
    },
  }
  return { target, pid: () => child.pid ?? 0, stop }

  async function stop(): Promise<void> {
    await end(child, "SIGTERM")
    if (!order.keepsData) rmSync(dataDirectory, { recursive: true })
  }

  async function launch(): Promise<ChildProcess> {
    const started = spawn(program, args, {
      env: {
        ...process.env,
        KEYWRIGHT_PORT: String(port),
        KEYWRIGHT_DATA_DIR: dataDirectory,
        KEYWRIGHT_REGION: regions.join(","),
        ...variables,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // The head of a process group: a server may have processes of its own, and they end with it.
      detached: true,
    })
    // No server outlives the process that started it, however that ends.
    const orphan = (): void => kill(started)
    process.once("exit", orphan)
    started.once("exit", () => process.removeListener("exit", orphan))
    for (const stream of [started.stdout, started.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString()
      })
    }
    started.once("exit", (code, signal) => {
      output += `[the server ended: ${signal ?? code}]\n`
    })
    const before = output.length
    // What it prints for shells comes last: the credentials are there, and it answers.
    await untilReady(started, url, () => output.slice(before))
    return started
  }
}

/** Empty, and for the caller to remove. */
export function newDataDirectory(): string {
  return mkdtempSync(join(tmpdir(), "keywright-conformance-"))
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (Date.now() < deadline && child.exitCode === null) {
    if (output().includes(`AWS_ENDPOINT_URL_KMS=${url} `)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  kill(child)
  throw new Error(`the server did not become ready at ${url}:\n${output()}`)
}

/** Sends a signal and waits for the end: the exit code, or null when a signal ended it. */
async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  const ended = once(child, "exit")
  if (signal === "SIGKILL") kill(child)
  else child.kill(signal)
  const late = setTimeout(() => kill(child), STOP_TIMEOUT_MS)
  const [code] = await ended
  clearTimeout(late)
  return code as number | null
}

/** Ends a process and those that it has started, at once. */
function kill({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, "SIGKILL")
  } catch {
    // The group has ended by itself.
  }
}
