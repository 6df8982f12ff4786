/** Finds the key that an operation declares, in its input. */
import { refuse } from "../errors.ts"
import type { Records } from "../material/records.ts"
import type { FoundKey } from "../model/key.ts"
import type { KeyNeed, Operation } from "../operation.ts"
import type { Identity } from "../protocol/identity.ts"
import { validationSentence } from "../shape/sentence.ts"
import { findCiphertextKey } from "./find-ciphertext-key.ts"
import { findKey } from "./find-key.ts"

export interface NeededKeyDeps {
  records: Records
  operation: Operation
  identity: Identity
  nowMs: number
  input: Record<string, unknown>
}

/** The key; nothing only where the operation declares that it may be left out. */
export async function neededKey(deps: NeededKeyDeps, need: KeyNeed): Promise<FoundKey | undefined> {
  const { operation, input } = deps
  const find = {
    records: deps.records,
    identity: deps.identity,
    nowMs: deps.nowMs,
    forms: need.forms,
    action: need.action ?? `kms:${operation.name}`,
    refusesArns: operation.errors.includes("InvalidArnException"),
  }
  const identifier = input[need.member] as string | undefined
  if (need.ciphertext !== undefined && !ignoresCiphertext(input)) {
    const ciphertext = input[need.ciphertext] as Uint8Array | undefined
    if (ciphertext === undefined) throw missing(need.ciphertext)
    return findCiphertextKey(find, ciphertext, identifier)
  }
  if (identifier !== undefined) return findKey(find, identifier)
  if (need.optional) return undefined
  throw missing(need.member)
}

/** `DryRunModifiers: ["IGNORE_CIPHERTEXT"]` has a meaning in dry runs only. */
export function ignoresCiphertext(input: {
  readonly DryRun?: unknown
  readonly DryRunModifiers?: unknown
}): boolean {
  const modifiers = (input.DryRunModifiers ?? []) as readonly string[]
  return input.DryRun === true && modifiers.includes("IGNORE_CIPHERTEXT")
}

/** Members that the model does not require, because they are required only sometimes. */
function missing(member: string): Error {
  const path = member.charAt(0).toLowerCase() + member.slice(1)
  const sentence = validationSentence([{ path, value: null, broken: { rule: "present" } }])
  return refuse("ValidationException", "constraints", { sentence })
}
