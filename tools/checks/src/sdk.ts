/** Our operations have the names and the members that AWS's own SDK has: what it sends is read, what it reads is sent. */
import type { RollCallEntry } from "@keywright/kms"
import { sawEnough, type Violation } from "./tree.ts"

const RULE = "sdk"

const MEMBERS_LEAST = 100

/** The schema of a structure in the SDK: a kind, a namespace, a name, traits, and the names of its members. */
type StructureSchema = readonly [number, string, string, unknown, readonly string[], ...unknown[]]

/** Members of answers that only come when a member of the request is given: where that is refused, they need not be there. */
const ANSWERS_TO: Readonly<Record<string, string>> = { CiphertextForRecipient: "Recipient" }

/** Compares the roll call with the exports of @aws-sdk/client-kms. */
export function checkSdk(
  rollCall: readonly RollCallEntry[],
  sdk: Readonly<Record<string, unknown>>,
): Violation[] {
  const theirs = Object.keys(sdk).flatMap((name) => /^([A-Z]\w+)Command$/.exec(name)?.[1] ?? [])
  const ours = new Set(rollCall.map(({ name }) => name))
  const built = rollCall.filter(({ isBuilt }) => isBuilt)
  const members = built.reduce((sum, { input, output }) => sum + input.length + output.length, 0)
  return [
    ...theirs.filter((name) => !ours.has(name)).map((name) => found(`lacks ${name}`)),
    ...[...ours]
      .filter((name) => !theirs.includes(name))
      .map((name) => found(`has ${name}, which AWS does not`)),
    ...built.flatMap((entry) => membersOfOne(entry, sdk)),
    ...sawEnough(RULE, "members", members, MEMBERS_LEAST),
  ]
}

function membersOfOne(entry: RollCallEntry, sdk: Readonly<Record<string, unknown>>): Violation[] {
  const { name, input, output, notBuilt } = entry
  const answers = membersOf(sdk, `${name}Response`).filter(
    (member) => output.includes(member) || notBuilt[ANSWERS_TO[member] ?? ""] !== "any",
  )
  return [
    ...compare(name, input, membersOf(sdk, `${name}Request`)),
    ...compare(name, output, answers),
  ]
}

function compare(
  operation: string,
  ours: readonly string[],
  theirs: readonly string[],
): Violation[] {
  const unknown = ours.filter((member) => !theirs.includes(member))
  const lacking = theirs.filter((member) => !ours.includes(member))
  return [
    ...unknown.map((member) => found(`${operation} has the member ${member}, which AWS does not`)),
    ...lacking.map((member) => found(`${operation} lacks the member ${member}`)),
  ]
}

/** None for an operation that takes, or answers with, nothing. */
function membersOf(sdk: Readonly<Record<string, unknown>>, structure: string): readonly string[] {
  return (sdk[`${structure}$`] as StructureSchema | undefined)?.[4] ?? []
}

function found(message: string): Violation {
  return { path: "packages/kms/src/operations/roll-call.ts", rule: RULE, message }
}
