/** Why the server does not start: sentences that name what is wrong and say what to do. */

/** A reason not to start that the one who starts it can remove. */
export class Refusal extends Error {
  override readonly name = "Refusal"
}

/** The errors whose message is such a sentence. They are known by name: some are thrown where this file is not known. */
const SENTENCES: ReadonlySet<string> = new Set(["Refusal", "BadSetting", "DatabaseRefused"])

/** What to print of an error that ends the start: its sentence, or all of it when it is a bug. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof Error)) return `bug: ${typeof error} was thrown`
  return SENTENCES.has(error.name) ? error.message : `bug: ${error.stack ?? error.message}`
}

/** The system's name of a failure, such as EACCES: all that a sentence needs of it. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error)
}
