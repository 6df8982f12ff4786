/** PostgreSQL refuses to run as root: where the tests do, it runs as nobody. */
import { execFileSync, spawnSync } from "node:child_process"
import { chownSync, cpSync } from "node:fs"
import { dirname, join } from "node:path"

/** What `spawn` needs to start a process as another user; nothing where this process is not root. */
export interface User {
  uid?: number
  gid?: number
}

/** Who runs the server. Every Linux and macOS has this user; `initdb` wants one that has a name. */
export function unprivilegedUser(): User {
  if (process.getuid?.() !== 0) return {}
  const idOf = (option: "-u" | "-g") =>
    Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" })) >>> 0
  return { uid: idOf("-u"), gid: idOf("-g") }
}

/** Gives a folder to the user. */
export function giveTo(user: User, folder: string): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid)
}

/**
 * The programs' folder, or a copy of it in `folder` where the user cannot reach the original: a checkout below /root, for
 * one. Throws when they do not run there either.
 */
export function reachable(programs: string, user: User, folder: string): string {
  if (runs(programs, user) === undefined) return programs
  const copy = join(folder, "programs")
  cpSync(dirname(programs), copy, { recursive: true, verbatimSymlinks: true })
  const failure = runs(join(copy, "bin"), user)
  if (failure !== undefined) throw new Error(`${programs} does not run: ${failure}`)
  return join(copy, "bin")
}

/** Why it does not run; nothing when it does. */
function runs(programs: string, user: User): string | undefined {
  const options = { ...user, encoding: "utf8" } as const
  const { status, error, stderr } = spawnSync(join(programs, "postgres"), ["--version"], options)
  return status === 0 ? undefined : (error?.message ?? stderr)
}
