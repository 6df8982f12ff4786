/** What a search answers when the bytes it is given cannot be random. */

/**
 * A byte source is broken: it gives another length than asked for, no prime where chance would have given one, or bases that
 * tell nothing. By chance this happens less than once in 2^80 searches. The message holds no bytes.
 */
export class BrokenSourceError extends Error {
  override readonly name = "BrokenSourceError"
}
