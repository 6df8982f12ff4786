/** Runs what an image would run: its entry point and its health check, as its user and with its environment. */
import { spawnSync } from "node:child_process"
import process from "node:process"
import { environmentOf, placeOf, type Stage } from "./dockerfile.ts"
import { startHeard } from "./heard-child.ts"

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
  const child = startHeard(command, words, options)
  const health = (): number | null => {
    const [test = "", ...rest] = stage.healthcheck
    return spawnSync(test, rest, options).status
  }
  await child.until(() => health() === 0, "the container did not become healthy")
  return { health, stop: child.stop, said: child.said }
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
