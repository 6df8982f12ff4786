/** The storage contract: three verbs, one of them atomic with expectations. memory.ts is its plainest form, exam.ts its test. */

/** What is kept. Each kind has its own space of ids. */
export type Kind =
  | "key"
  | "alias"
  | "alias-of-key"
  | "deletion"
  | "domain-key"
  | "access-key"
  | "setting"

/** A record as the store keeps it. */
export interface Stored {
  id: string
  /** Text that the store does not look into: at most 512 KiB of UTF-8, without the character zero (which PostgreSQL does not take). */
  value: string
  /** Counts up with every write of this id, from 1. A record that is written again after it was gone starts anew. */
  version: number
}

/** One step of a write. `expect` is the version that was read, or "absent"; `next` is the new value, or "gone". */
export interface Change {
  kind: Kind
  id: string
  expect: number | "absent"
  next: { value: string } | "gone"
}

/** A record was not as a change expected it. Nothing was written. */
export class Conflict extends Error {
  override readonly name = "Conflict"
  readonly kind: Kind
  readonly id: string
  constructor(kind: Kind, id: string) {
    super(`${kind} ${id} is not as expected`)
    this.kind = kind
    this.id = id
  }
}

/** The store did not do what was asked, for a reason of its own (busy, full, unreachable, damaged). Nothing was written. */
export class StoreUnavailable extends Error {
  override readonly name = "StoreUnavailable"
}

/**
 * The store was lost between the order to commit and its answer, and could not be asked since. The write was made, or never
 * will be; nobody here knows which.
 */
export class OutcomeUnknown extends Error {
  override readonly name = "OutcomeUnknown"
}

export interface Store {
  /** The record, or nothing. Always the newest that was acknowledged, on any node. */
  read(kind: Kind, id: string): Promise<Stored | undefined>
  /**
   * Up to `limit` records whose id begins with `prefix`, in the order of their ids' UTF-8 bytes, strictly after `after`.
   */
  list(kind: Kind, page: { prefix?: string; after?: string; limit: number }): Promise<Stored[]>
  /**
   * All of these or none, durable when it returns. Throws `Conflict` when a record is not as expected. No two changes
   * of one write name the same record. A store over a network has a deadline of its own for this: after it nothing of the
   * write happens any more. It throws `OutcomeUnknown` where it cannot find out what became of it.
   */
  write(changes: readonly Change[]): Promise<void>
  /** The store's own clock, in milliseconds since 1970-01-01T00:00:00Z, where many nodes share the store. */
  now?(): Promise<number>
  /** Gives up files and connections. No verb is called afterwards. */
  close(): Promise<void>
}
