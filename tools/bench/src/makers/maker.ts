/** What stands at the start of a race: somebody who makes key pairs of one spec. */
import type { KeyPairSpec } from "@keywright/core"
import type { Subject } from "../subject.ts"

export interface Maker {
  /** Makes one key pair. What is synchronous answers without a promise, so that nothing waits for one. */
  make(): object | Promise<object>
  /** Makes one more and proves that it is a key pair of the spec. Throws when it is not, or when the runtime has none. */
  check(): Promise<void>
  /** Ends what runs beside it. Absent where nothing does. */
  close?(): Promise<void>
}

/** Whoever does not know the spec makes nothing. The subject is for ours. */
export type MakerOf = (
  spec: KeyPairSpec,
  subject: Subject,
) => Maker | undefined | Promise<Maker | undefined>
