/** The log where the platform collects what goes to the console: the same JSON lines as elsewhere. */
import type { Settings } from "../settings.ts"
import { describeError } from "./describe-error.ts"
import type { Log } from "./log.ts"

/** Nothing has to be written in the end: the console keeps nothing back. */
export type ConsoleLog = Omit<Log, "end">

const LEVELS = ["debug", "info", "warn", "error"] as const

/** Starts the log. */
export function consoleLog(least: Settings["log-level"]): ConsoleLog {
  const from = least === "silent" ? LEVELS.length : LEVELS.indexOf(least)
  const at = (level: (typeof LEVELS)[number]) => (details: object, msg: string) => {
    if (LEVELS.indexOf(level) < from) return
    const line = { level, time: new Date().toISOString(), ...details, msg }
    console[level](
      JSON.stringify(line, (_, value) => (value instanceof Error ? describeError(value) : value)),
    )
  }
  return {
    debug: at("debug"),
    info: at("info"),
    warn: at("warn"),
    error: at("error"),
    debugs: from === 0,
  }
}
