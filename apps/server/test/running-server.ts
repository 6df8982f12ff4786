/** Runs the real entry in a process of its own, as `pnpm start` does, for tests. Every process is killed when its test is over. */
import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import type { Readable } from "node:stream"
import { onTestFinished } from "vitest"

export interface Order {
  /** The file of the entry; Node's, unless given. */
  entry?: "node" | "workers-local"
  args?: readonly string[]
  variables?: Readonly<Record<string, string>>
}

/** A process that has ended, and all that it said. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunningServer {
  url: string
  /** The variables that the two printed lines set in a shell. */
  variables: Readonly<Record<string, string>>
  process: ChildProcessByStdio<null, Readable, Readable>
  /** What it has said on standard error so far. */
  said(): string
  /** Waits until standard error holds these words. */
  says(words: string): Promise<void>
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
}

const ENTRIES = join(import.meta.dirname, "../src/entry")

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "keywright-server-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Starts the entry on a free port and waits until it has printed its lines. Fails when it ends instead. */
export async function startServer(order: Order = {}): Promise<RunningServer> {
  const args = ["--port", "0", ...(order.args ?? [])]
  const { child, output, ended } = launch({ ...order, args })
  while (output.stdout.split("\n").length < 3) {
    const end = await Promise.race([once(child.stdout, "data").then(() => undefined), ended])
    if (end) throw new Error(`the server ended with ${end.code}:\n${end.stderr}`)
  }
  const variables = variablesOf(output.stdout)
  return {
    url: variables.AWS_ENDPOINT_URL_KMS as string,
    variables,
    process: child,
    said: () => output.stderr,
    async says(words) {
      while (!output.stderr.includes(words)) await once(child.stderr, "data")
    },
    async end(signal) {
      child.kill(signal)
      return ended
    },
  }
}

/** Runs the entry to its end. */
export function runToEnd(order: Order): Promise<Ended> {
  return launch(order).ended
}

function launch({ entry = "node", args = [], variables = {} }: Order) {
  const child = spawn(process.execPath, [join(ENTRIES, `${entry}.ts`), ...args], {
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    // The head of a process group: workerd, which it may start, ends with it.
    detached: true,
  })
  onTestFinished(() => {
    if (child.exitCode === null && child.pid) killGroup(child.pid)
  })
  const output = { stdout: "", stderr: "" }
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (words) => {
      output[name] += words
    })
  }
  const ended = once(child, "close").then(([code]): Ended => ({ code, ...output }))
  return { child, output, ended }
}

/** Kills all that is left of a process group, which may be nothing. */
function killGroup(head: number): void {
  try {
    process.kill(-head, "SIGKILL")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error
  }
}

/** Lets a shell read the lines, and looks at what they did. */
function variablesOf(lines: string): Record<string, string> {
  const environment = execFileSync("sh", ["-c", `${lines}\nenv -0`], {
    encoding: "utf8",
    env: { PATH: process.env.PATH },
  })
  const entries = environment.split("\0").filter((entry) => entry.startsWith("AWS_"))
  return Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s, 2) as [string, string]))
}
