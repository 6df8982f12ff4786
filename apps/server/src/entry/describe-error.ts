/** What a log may know of an error: what is named here, and nothing else. */

/** Causes of causes that are told; two errors may well name each other. */
const CAUSES_MOST = 5

/** The name, words, place and causes of an error. Its other members may be anything, a request's body for one. */
export function describeError(error: unknown, causes: number = CAUSES_MOST): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack, cause } = error
  const deeper = cause !== undefined && causes > 0
  return { name, message, stack, ...(deeper && { cause: describeError(cause, causes - 1) }) }
}
