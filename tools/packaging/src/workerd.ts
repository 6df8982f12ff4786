/** Runs workerd, the runtime of Cloudflare Workers, on a folder with a configuration. */
import workerd from "workerd"
import { startHeard } from "./heard-child.ts"

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
  const child = startHeard(workerd, words, { cwd: folder, env: variables })
  const status = (path: string): Promise<number> =>
    fetch(url + path).then(
      (answer) => answer.status,
      () => 0,
    )
  await child.until(async () => (await status("/")) !== 0, "workerd does not listen")
  return { url, status, said: child.said, stop: () => child.stop().then(() => {}) }
}
