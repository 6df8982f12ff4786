/** Runs workerd, the runtime of Cloudflare Workers, on a folder with a configuration. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import process from "node:process"
import workerd from "workerd"

const LISTENING_TIMEOUT_MS = 60_000

export interface Workerd {
  url: string
  /** The status of a path, or 0 when nobody listens. */
  status(path: string): Promise<number>
  /** All that it has said. */
  said(): string
  stop(): Promise<void>
}

/** Starts it, with no other variables than these, and waits until it listens. Throws with what it said when it ends instead. */
export async function startWorkerd(
  { folder, configuration, port }: { folder: string; configuration: string; port: number },
  variables: NodeJS.ProcessEnv = {},
): Promise<Workerd> {
  const url = `http://127.0.0.1:${port}`
  const words = ["serve", configuration, "--socket-addr", `http=127.0.0.1:${port}`]
  const child = spawn(workerd, words, {
    cwd: folder,
    env: variables,
    stdio: ["ignore", "pipe", "pipe"],
  })
  const orphan = (): boolean => child.kill("SIGKILL")
  process.once("exit", orphan)
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const deadline = Date.now() + LISTENING_TIMEOUT_MS
  while ((await status("/")) === 0) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL")
      throw new Error(`workerd does not listen:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return { url, status, said: () => said, stop }

  function status(path: string): Promise<number> {
    return fetch(url + path).then(
      (answer) => answer.status,
      () => 0,
    )
  }

  async function stop(): Promise<void> {
    process.removeListener("exit", orphan)
    if (child.exitCode !== null) return
    const ended = once(child, "exit")
    child.kill("SIGTERM")
    await ended
  }
}
