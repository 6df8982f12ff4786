/** What an operation is: its declaration, and what its `run` is given. */
import type { CommonErrorName, ErrorName, Refuse } from "./errors.ts"
import type { OpenMaterial } from "./material/key-materials.ts"
import type { SoundKey } from "./model/key.ts"
import type { KeyUsage } from "./model/key-spec.ts"
import type { StateRow } from "./model/key-state.ts"
import type { Identity } from "./protocol/identity.ts"
import type { Service } from "./service.ts"
import type { BlobShape, Members, StringShape, Values } from "./shape/words.ts"

/** The key that an operation works on: how it is named, what it must be for, and in which states. */
export interface KeyNeed<I extends Members = Members> {
  /** The member that names it. */
  member: MemberOf<I, StringShape>
  /** Key id, key ARN, alias name and alias ARN; or the first two only. */
  forms: "every" | "id-or-arn"
  /** The member whose ciphertext names it too: then `member` may be absent, and must not disagree. */
  ciphertext?: MemberOf<I, BlobShape>
  /** The member may be absent, and then there is no key. */
  optional?: true
  /** What it must be for. Then its material is opened as well. */
  usage?: KeyUsage
  /** Which states the operation bears. */
  states: StateRow
  /** The operation shows a key whose row is damaged. Every other one refuses it. */
  damaged?: "shown"
  /** The permission, where it is not `kms:` and the operation's name. */
  action?: string
}

type MemberOf<I extends Members, S> = {
  [N in keyof I & string]: I[N] extends S ? N : never
}[keyof I & string]

/** A key whose material is open: what cryptographic operations get. */
export interface UsableKey extends SoundKey {
  /** The newest version of its material. */
  material: OpenMaterial
}

type KeyOf<K> = K extends { usage: KeyUsage }
  ? UsableKey
  : K extends { optional: true }
    ? SoundKey | undefined
    : SoundKey

/** What `check` and `run` are given. */
export type Doing<I extends Members, E extends ErrorName, K, S> = Service & {
  input: Values<I>
  identity: Identity
  /** When the request arrived, in milliseconds since 1970. */
  nowMs: number
  /** Limited to the errors that the operation declares, and those common to all. Write `throw refuse(…)`. */
  refuse: Refuse<E | CommonErrorName>
} & ([K] extends [KeyNeed<I>] ? { key: KeyOf<K>; states: StateRow } : unknown) &
  ([S] extends [KeyNeed<I>] ? { sourceKey: KeyOf<S> } : unknown)

export type NotBuilt = Readonly<Record<string, "any" | readonly (string | boolean)[]>>

// biome-ignore lint/suspicious/noConfusingVoidType: an operation without output returns nothing
type Output<O> = O extends Members ? Values<O> : void

interface Definition<
  I extends Members,
  O extends Members | undefined,
  E extends ErrorName,
  K,
  S,
  P,
> {
  name: string
  input: I
  /** Absent: the answer's body is empty. */
  output?: O
  /** Those of the operation's page; the common ones need not be named. */
  errors: readonly E[]
  /** The key: found, permitted, in a state that is borne, and of the right usage, before `check`. */
  key?: K
  /** A second key, of which the same holds: ReEncrypt's source. Found before the first. */
  sourceKey?: S
  /** Writes rows. */
  changes?: true
  /** `DryRun` is obeyed: `check` runs, `run` does not. Then all that may refuse belongs into `check`. */
  dryRun?: true
  /** Members, or values of them, that AWS has and we do not yet: refused, never ignored. */
  notBuilt?: NotBuilt
  /** Condition keys of its own, beyond those of every operation on keys. */
  conditionKeys?: readonly string[]
  /** The operation's own rules, and what they find out: without effects. */
  check?(doing: Doing<I, E, K, S>): P | Promise<P>
  /** The deed. */
  run(doing: Doing<I, E, K, S> & { checked: P }): Output<O> | Promise<Output<O>>
}

/** An operation as the pipeline sees it: the types of its members are behind it. */
export interface Operation {
  name: string
  /** Whether it does what it is named after: those that do not are known, and refuse (operations/not-built.ts). */
  isBuilt: boolean
  input: Members
  output: Members | undefined
  errors: readonly ErrorName[]
  key: KeyNeed | undefined
  sourceKey: KeyNeed | undefined
  changes: boolean
  dryRun: boolean
  notBuilt: NotBuilt
  conditionKeys: readonly string[]
  check: ((doing: never) => unknown) | undefined
  run: (doing: never) => unknown
}

/** Declares an operation. Members, key and errors are inferred, so that `run` cannot use what is not declared. */
export function operation<
  const I extends Members,
  E extends ErrorName,
  const K extends KeyNeed<I> | undefined = undefined,
  const S extends KeyNeed<I> | undefined = undefined,
  const O extends Members | undefined = undefined,
  P = undefined,
>(definition: Definition<I, O, E, K, S, P>): Operation {
  return {
    name: definition.name,
    isBuilt: true,
    input: definition.input,
    output: definition.output,
    errors: definition.errors,
    // By way of unknown: without exactOptionalPropertyTypes, as Deno checks, the two types are not comparable.
    key: definition.key as unknown as KeyNeed | undefined,
    sourceKey: definition.sourceKey as unknown as KeyNeed | undefined,
    changes: definition.changes ?? false,
    dryRun: definition.dryRun ?? false,
    notBuilt: definition.notBuilt ?? {},
    conditionKeys: definition.conditionKeys ?? [],
    check: definition.check,
    run: definition.run,
  }
}
