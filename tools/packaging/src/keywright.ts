/** A server with one key, for examples that talk to a KMS: started as `pnpm start` starts it. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import process from "node:process"
import { createInterface } from "node:readline"
import { repositoryRoot } from "./tarballs.ts"

const ENTRY = join(repositoryRoot, "apps/server/src/entry/node.ts")

/** The lines that it prints for a shell: where it listens, and where its credentials are. */
const PRINTED_LINES = 2

export interface Keywright {
  /** What an AWS SDK needs in its environment. */
  variables: NodeJS.ProcessEnv
  close(): Promise<void>
}

/** Starts it on a free port with its data in the folder. Throws when it ends before it listens. */
export async function startKeywright(folder: string): Promise<Keywright> {
  const flags = ["--port", "0", "--data-dir", folder, "--log-level", "error"]
  const child = spawn(process.execPath, [ENTRY, ...flags], { stdio: ["ignore", "pipe", "inherit"] })
  const orphan = (): boolean => child.kill("SIGKILL")
  process.once("exit", orphan)
  const variables: NodeJS.ProcessEnv = {}
  let lines = 0
  for await (const line of createInterface(child.stdout)) {
    for (const [, name = "", value] of line.matchAll(/\b(AWS_\w+)='?([^\s']+)'?/g))
      variables[name] = value
    lines++
    if (lines === PRINTED_LINES) break
  }
  if (lines < PRINTED_LINES) throw new Error(`the server ended with ${child.exitCode}`)
  return {
    variables,
    async close() {
      process.removeListener("exit", orphan)
      const ended = once(child, "exit")
      child.kill("SIGTERM")
      await ended
    },
  }
}
