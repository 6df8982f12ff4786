/** What processes have used of the processors: a figure that others on the machine disturb less than the clock on the wall. */
import { readdirSync, readFileSync } from "node:fs"

/** sysconf(_SC_CLK_TCK) is 100 on Linux. */
const TICKS_PER_SECOND = 100

/** Seconds so far, of a process, and of its children, those that have ended included (proc(5), /proc/pid/stat). */
export function processorSeconds(pid: number): number {
  const children = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && statOf(name)?.[PARENT] === String(pid),
  )
  const ofChildren = children.map((name) => ticksOf(name, [USER, SYSTEM]))
  const own = ticksOf(String(pid), [USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM])
  return [own, ...ofChildren].reduce((sum, ticks) => sum + ticks, 0) / TICKS_PER_SECOND
}

/** Places in the line, counted behind the name, which may hold anything. */
const [PARENT, USER, SYSTEM, CHILDREN_USER, CHILDREN_SYSTEM] = [1, 11, 12, 13, 14]

function ticksOf(pid: string, places: readonly number[]): number {
  const fields = statOf(pid)
  return places.reduce((sum, place) => sum + Number(fields?.[place] ?? 0), 0)
}

function statOf(pid: string): string[] | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, "utf8")
    return line.slice(line.lastIndexOf(")") + 2).split(" ")
  } catch {
    return undefined
  }
}
