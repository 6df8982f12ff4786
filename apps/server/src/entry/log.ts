/** The log: JSON lines on standard error. Nothing secret is ever given to it, and of errors only what is named here gets in. */
import { destination, pino, stdTimeFunctions } from "pino"
import type { Settings } from "../settings.ts"

export interface Log {
  debug(details: object, sentence: string): void
  info(details: object, sentence: string): void
  warn(details: object, sentence: string): void
  error(details: object, sentence: string): void
  /** Whether debug lines are kept: what makes them need not be done otherwise. */
  debugs: boolean
  /** Writes what is still in memory. */
  flush(): void
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
    flush: () => stream.flushSync(),
  })
}

/** Causes of causes that are told; two errors may well name each other. */
const CAUSES_MOST = 5

/** The name, words, place and causes of an error. Its other members may be anything, a request's body for one. */
export function describeError(error: unknown, causes: number = CAUSES_MOST): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  const deeper = cause !== undefined && causes > 0
  return { name, message, stack, ...(deeper && { cause: describeError(cause, causes - 1) }) }
}
