/** Runs what an image would run: its entry point and its health check, as its user and with its environment. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import process from "node:process"
import { environmentOf, placeOf, type Stage } from "./dockerfile.ts"

const HEALTHY_TIMEOUT_MS = 60_000

export interface Container {
  /** What its health check ends with: 0 when it is healthy. */
  health(): number | null
  /** Ends it as `docker stop` does, and answers with its exit code. */
  stop(): Promise<number | null>
  /** All that it has said. */
  said(): string
}

/** Starts the image and waits until it is healthy. Throws with what it said when it ends instead. */
export async function startContainer(
  stage: Stage,
  variables: NodeJS.ProcessEnv,
): Promise<Container> {
  const [command = "", ...words] = stage.entrypoint
  const options = optionsOf(stage, variables)
  const child = spawn(command, words, { ...options, stdio: ["ignore", "pipe", "pipe"] })
  const orphan = (): boolean => child.kill("SIGKILL")
  process.once("exit", orphan)
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const container = { health, stop, said: () => said }
  const deadline = Date.now() + HEALTHY_TIMEOUT_MS
  while (health() !== 0) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill("SIGKILL")
      throw new Error(`the container did not become healthy:\n${said}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return container

  function health(): number | null {
    const [test = "", ...rest] = stage.healthcheck
    return spawnSync(test, rest, options).status
  }

  async function stop(): Promise<number | null> {
    process.removeListener("exit", orphan)
    return ended(child)
  }
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const exit = once(child, "exit")
  child.kill("SIGTERM")
  const [code] = await exit
  return code
}

/** Only root becomes somebody else. */
function optionsOf(stage: Stage, variables: NodeJS.ProcessEnv) {
  const [uid, gid] = (stage.user ?? "0:0").split(":").map(Number)
  const somebody = process.getuid?.() === 0 ? { uid, gid } : {}
  return {
    cwd: placeOf(stage, "."),
    env: { ...environmentOf(stage), HOME: placeOf(stage, "/data"), ...variables },
    ...somebody,
  }
}
