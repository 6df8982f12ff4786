/** An exception of AWS, as its client shows it. */

export interface Refusal {
  name: string
  /** Absent when the answer carried none. */
  message?: string
  status: number
}

/** What the client puts in the place of a message that was not there. */
const NO_MESSAGE = "UnknownError"

/** The refusal that is expected. AWS answers 400 to everything that is the caller's fault. */
export function refusal(name: string, message?: string): Refusal {
  return { name, ...(message === undefined ? {} : { message }), status: 400 }
}

/** The refusal that a call ends with. Fails when the call is answered. */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  let answer: unknown
  try {
    answer = await call
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      $metadata?: { httpStatusCode?: number }
    }
    if ($metadata?.httpStatusCode === undefined) throw error
    return {
      name,
      ...(message === NO_MESSAGE ? {} : { message }),
      status: $metadata.httpStatusCode,
    }
  }
  throw new Error(`was answered, not refused: ${JSON.stringify(answer)}`)
}

/** The words of a validation failure, as AWS puts them. */
export function invalid(value: string | undefined, path: string, constraint: string): Refusal {
  const shown = value === undefined ? "Value" : `Value ${value}`
  return refusal(
    "ValidationException",
    `1 validation error detected: ${shown} at '${path}' failed to satisfy constraint: ${constraint}`,
  )
}

/** What DryRun answers when all would have gone well. */
export const DRY_RUN: Refusal = refusal(
  "DryRunOperationException",
  "The request would have succeeded, but the DryRun option is set.",
)
