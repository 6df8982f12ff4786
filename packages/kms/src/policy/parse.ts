/** Reads a key policy document as AWS does: what is refused, with which words, and what is accepted without effect. */
import { isConditionOperator, isOverPermissive } from "./condition-operators.ts"
import type { Condition, Patterns, Policy, Principal, Principals, Statement } from "./policy.ts"
import { isPrincipal, isPrincipalKind } from "./principal.ts"
import { type Json, print } from "./print.ts"

/** A document that was understood, and the text in which it is kept. */
export interface ParsedPolicy {
  policy: Policy
  text: string
}

/** Why a document is refused. */
export type PolicyFault =
  | { fault: "too long"; limit: number }
  | { fault: "syntax"; sentence: string }
  | { fault: "principals" }

/** Bytes of UTF-8 (AWS KMS quotas: "Key policy document size"). */
export const policyBytesMax = 32_768

/** The document, or the first fault. `partition` is the key's: a principal of another one cannot be named. */
export function parsePolicy(document: string, partition: string): ParsedPolicy | PolicyFault {
  if (new TextEncoder().encode(document).length > policyBytesMax) {
    return { fault: "too long", limit: policyBytesMax }
  }
  try {
    const json = parseJson(document)
    return { policy: readPolicy(json, partition), text: print(json) }
  } catch (error) {
    if (error instanceof Fault) return error.why
    throw error
  }
}

/** The way out of the readers below; it never leaves this file. */
class Fault extends Error {
  readonly why: PolicyFault
  constructor(why: PolicyFault) {
    super(why.fault)
    this.why = why
  }
}

/** AWS's three words, and after them which place is meant. */
function syntax(place: string): Fault {
  return new Fault({ fault: "syntax", sentence: `Syntax errors in policy. ${place}` })
}

type JsonObject = { readonly [name: string]: Json }

function parseJson(document: string): JsonObject {
  let json: Json
  try {
    json = JSON.parse(document)
  } catch {
    throw new Fault({ fault: "syntax", sentence: "This policy contains invalid Json" })
  }
  return objectAt(json, "The document")
}

const versions: readonly Json[] = ["2012-10-17", "2008-10-17"]

function readPolicy(json: JsonObject, partition: string): Policy {
  onlyMembers(json, ["Version", "Id", "Statement"], "The document")
  if (json.Version !== undefined && !versions.includes(json.Version)) {
    throw new Fault({ fault: "syntax", sentence: "The policy must contain a valid version string" })
  }
  if (json.Id !== undefined) stringAt(json.Id, "Id")
  const list = Array.isArray(json.Statement) ? json.Statement : [json.Statement]
  if (json.Statement === undefined || list.length === 0) throw syntax("Statement is missing.")
  const statements = list.map((statement: Json, index) => {
    const place = `Statement ${index + 1}`
    return readStatement(objectAt(statement, place), place)
  })
  const ids = list.flatMap((statement) => (statement as JsonObject).Sid ?? [])
  if (new Set(ids).size < ids.length)
    throw syntax("Statement IDs (SID) in a single policy must be unique.")
  if (
    !statements
      .flatMap(({ principal }) => principal.who)
      .every((one) => isPrincipal(one, partition))
  ) {
    throw new Fault({ fault: "principals" })
  }
  return { statements }
}

const statementMembers = [
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]

function readStatement(json: JsonObject, place: string): Statement {
  onlyMembers(json, statementMembers, place)
  if (json.Sid !== undefined) stringAt(json.Sid, `Sid of ${place}`)
  if (json.Effect !== "Allow" && json.Effect !== "Deny") throw syntax(`${place} has no Effect.`)
  const action = readPatterns(json, "Action", place)
  if (!action?.patterns.every(isAction) && action !== undefined) {
    const sentence = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
    throw new Fault({ fault: "syntax", sentence })
  }
  return {
    effect: json.Effect,
    principal: readPrincipals(json, place),
    action,
    resource: readPatterns(json, "Resource", place),
    conditions: json.Condition === undefined ? [] : readConditions(json.Condition, place),
  }
}

function isAction(pattern: string): boolean {
  return pattern === "*" || /^[\w-]+:[\w*?-]+$/.test(pattern)
}

/** A member or its opposite, never both. Nothing when neither is there. */
function eitherMember(
  json: JsonObject,
  name: "Principal" | "Action" | "Resource",
  place: string,
): { except: boolean; value: Json; place: string } | undefined {
  const [plain, opposite] = [json[name], json[`Not${name}`]]
  if (plain !== undefined && opposite !== undefined) {
    throw syntax(`${place} has both ${name} and Not${name}.`)
  }
  if (plain !== undefined) return { except: false, value: plain, place: `${name} of ${place}` }
  if (opposite === undefined) return undefined
  return { except: true, value: opposite, place: `Not${name} of ${place}` }
}

function readPatterns(
  json: JsonObject,
  name: "Action" | "Resource",
  place: string,
): Patterns | undefined {
  const member = eitherMember(json, name, place)
  return member && { except: member.except, patterns: stringsAt(member.value, member.place) }
}

function readPrincipals(json: JsonObject, place: string): Principals {
  const member = eitherMember(json, "Principal", place)
  if (member === undefined) throw syntax(`${place} has no Principal.`)
  const { except, value } = member
  if (value === "*") return { except, who: [{ kind: "AWS", value }] }
  if (typeof value === "string") throw new Fault({ fault: "principals" })
  const kinds = Object.entries(objectAt(value, member.place))
  if (kinds.length === 0) throw syntax(`${member.place} is empty.`)
  return { except, who: kinds.flatMap(([kind, names]) => readPrincipal(kind, names)) }
}

function readPrincipal(kind: string, names: Json): Principal[] {
  const list = Array.isArray(names) ? names : [names]
  if (!isPrincipalKind(kind) || list.length === 0) throw new Fault({ fault: "principals" })
  return list.map((value) => {
    if (typeof value !== "string") throw new Fault({ fault: "principals" })
    return { kind, value }
  })
}

function readConditions(json: Json, statement: string): Condition[] {
  const place = `Condition of ${statement}`
  return Object.entries(objectAt(json, place)).flatMap(([operator, keys]) => {
    if (!isConditionOperator(operator))
      throw syntax(`${place} has the unknown operator ${operator}.`)
    return Object.entries(objectAt(keys, place)).map(([key, values]) => {
      if (isOverPermissive(operator, key)) {
        throw syntax(
          `${place}: ForAllValues with ${key} allows requests without an encryption context.`,
        )
      }
      return { operator, key, values: conditionValues(values, place) }
    })
  })
}

/** Numbers and booleans are read as the strings that they are written as. */
function conditionValues(json: Json, place: string): string[] {
  const list = Array.isArray(json) ? json : [json]
  return list.map((value) => {
    const isPlain = ["string", "boolean"].includes(typeof value) || Number.isFinite(value)
    if (!isPlain) throw syntax(`${place} has a value that is no string.`)
    return String(value)
  })
}

function onlyMembers(json: JsonObject, names: readonly string[], place: string): void {
  const unknown = Object.keys(json).find((name) => !names.includes(name))
  if (unknown !== undefined) throw syntax(`${place} has the unknown member ${unknown}.`)
}

function objectAt(json: Json | undefined, place: string): JsonObject {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw syntax(`${place} is not an object.`)
  }
  return json as JsonObject
}

function stringAt(json: Json, place: string): string {
  if (typeof json !== "string") throw syntax(`${place} is not a string.`)
  return json
}

/** One string, or a list of some. */
function stringsAt(json: Json, place: string): string[] {
  const list = Array.isArray(json) ? json : [json]
  if (list.length === 0) throw syntax(`${place} is empty.`)
  return list.map((value: Json) => stringAt(value, place))
}
