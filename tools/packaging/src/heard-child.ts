/** A program that runs beside the tests: all that it says is kept, and it does not outlive them. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import process from "node:process"

export interface HeardChild {
  /** All that it has said, on both of its outputs. */
  said(): string
  /** Waits until `ready` answers true. Throws with what it said when it ends before, or takes longer than a minute. */
  until(ready: () => boolean | Promise<boolean>, complaint: string): Promise<void>
  /** Asks it to end, and answers with its exit code. */
  stop(): Promise<number | null>
}

export interface ChildOptions {
  cwd: string
  env: NodeJS.ProcessEnv
  uid?: number | undefined
  gid?: number | undefined
}

const READY_TIMEOUT_MS = 60_000
const TURN_MS = 50

/** Starts it. */
export function startHeard(
  command: string,
  words: readonly string[],
  options: ChildOptions,
): HeardChild {
  const child = spawn(command, words, { ...options, stdio: ["ignore", "pipe", "pipe"] })
  const orphan = (): boolean => child.kill("SIGKILL")
  process.once("exit", orphan)
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  return {
    said: () => said,
    async until(ready, complaint) {
      const deadline = Date.now() + READY_TIMEOUT_MS
      while (!(await ready())) {
        if (child.exitCode !== null || Date.now() > deadline) {
          child.kill("SIGKILL")
          throw new Error(`${complaint}:\n${said}`)
        }
        await new Promise((resolve) => setTimeout(resolve, TURN_MS))
      }
    },
    async stop() {
      process.removeListener("exit", orphan)
      if (child.exitCode !== null) return child.exitCode
      const exit = once(child, "exit")
      child.kill("SIGTERM")
      const [code] = await exit
      return code
    },
  }
}
