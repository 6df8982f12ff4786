/** The log: JSON lines on standard error. Nothing secret is ever given to it, and of errors only what is named here gets in. */
import { destination, pino, stdTimeFunctions } from "pino"
import type { Settings } from "../settings.ts"
import { describeError } from "./describe-error.ts"

export interface Log {
  debug(details: object, sentence: string): void
  info(details: object, sentence: string): void
  warn(details: object, sentence: string): void
  error(details: object, sentence: string): void
  /** Whether debug lines are kept: what makes them need not be done otherwise. */
  debugs: boolean
  /** Writes what is still in memory, as far as somebody reads it. Nothing is logged afterwards. */
  end(): Promise<void>
}

/** Starts the log. Lines are written behind the request's back, one chunk at a time, and flushed when the process ends. */
export function openLog(level: Settings["log-level"]): Log {
  const stream = destination({ dest: 2, sync: false })
  const logger = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: (error) => describeError(error) },
    },
    stream,
  )
  return Object.assign(logger, {
    debugs: logger.isLevelEnabled("debug"),
    end: () => ended(stream),
  })
}

/** How long a reader that has stopped reading holds up the end of the process. */
const END_MOST_MS = 1000

/**
 * Ends the stream without a synchronous write: that one is tried again for ever where the reader has closed the pipe. The
 * asynchronous one fails, and pino then gives the lines up.
 */
function ended(stream: ReturnType<typeof destination>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      stream.destroy()
      resolve()
    }, END_MOST_MS)
    for (const event of ["close", "error"]) {
      stream.once(event, () => {
        clearTimeout(timer)
        resolve()
      })
    }
    stream.end()
  })
}
