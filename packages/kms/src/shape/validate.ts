/** Finds what in a set of values breaks its shape. Failures are data; sentence.ts words them. */
import type { Members, Shape, StringShape } from "./words.ts"

/** A rule that a value breaks, and the limit that it sets. */
export type BrokenRule =
  | { rule: "present" }
  | { rule: "lengthMax" | "lengthMin" | "valueMax" | "valueMin"; limit: number }
  | { rule: "enum"; limit: readonly string[] }
  | { rule: "pattern"; limit: string }
  | { rule: "items"; limit: readonly BrokenRule[] }

/** `value` is null for a missing member, and absent where it may not be shown. */
export interface Failure {
  path: string
  value?: string | null
  broken: BrokenRule
}

/** What is wrong with the values, in the order of the shape's members. */
export function validate(members: Members, values: object, path = ""): Failure[] {
  const failures: Failure[] = []
  for (const name of Object.keys(members)) {
    const shape = members[name] as Members[string]
    const value = (values as Record<string, unknown>)[name]
    const where = path + lowerFirst(name)
    if (value !== undefined) failures.push(...check(shape, value, where))
    else if (shape.required)
      failures.push({ path: where, value: null, broken: { rule: "present" } })
  }
  return failures
}

function check(shape: Shape, value: unknown, path: string): Failure[] {
  if (shape.kind === "structure") return validate(shape.members, value as object, `${path}.`)
  const failures: Failure[] = []
  for (const broken of brokenRules(shape, value)) {
    failures.push({ path, ...shown(shape, value), broken })
  }
  if (shape.kind === "list") failures.push(...checkItems(shape.item, value as unknown[], path))
  return failures
}

/**
 * AWS numbers structures from 1 (`tags.1.member.tagKey`), and shows a list of plain values as a whole.
 */
function checkItems(item: Shape, values: readonly unknown[], path: string): Failure[] {
  if (item.kind === "structure") {
    return values.flatMap((value, index) => check(item, value, `${path}.${index + 1}.member`))
  }
  const broken = values.map((value) => brokenRules(item, value)).find((rules) => rules.length > 0)
  if (broken === undefined) return []
  return [{ path, value: `[${values.join(", ")}]`, broken: { rule: "items", limit: broken } }]
}

function brokenRules(shape: Shape, value: unknown): BrokenRule[] {
  switch (shape.kind) {
    case "string":
      return [...brokenLength(shape, value as string), ...brokenPattern(shape, value as string)]
    case "blob":
    case "list":
      return brokenLength(shape, value as { length: number })
    case "integer": {
      const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape
      if ((value as number) < min) return [{ rule: "valueMin", limit: min }]
      return (value as number) > max ? [{ rule: "valueMax", limit: max }] : []
    }
    case "enum":
      return shape.values.includes(value as string) ? [] : [{ rule: "enum", limit: shape.values }]
    default:
      return []
  }
}

function brokenLength(
  { min = 0, max = Number.POSITIVE_INFINITY }: { min?: number; max?: number },
  { length }: { length: number },
): BrokenRule[] {
  if (length < min) return [{ rule: "lengthMin", limit: min }]
  return length > max ? [{ rule: "lengthMax", limit: max }] : []
}

function brokenPattern({ pattern }: StringShape, value: string): BrokenRule[] {
  if (pattern === undefined || wholePattern(pattern).test(value)) return []
  return [{ rule: "pattern", limit: pattern }]
}

const compiled = new Map<string, RegExp>()

function wholePattern(pattern: string): RegExp {
  let expression = compiled.get(pattern)
  if (expression === undefined) {
    expression = new RegExp(`^(?:${pattern})$`, "u")
    compiled.set(pattern, expression)
  }
  return expression
}

/** Bytes and secrets are not echoed. */
function shown(shape: Shape, value: unknown): { value?: string } {
  if (shape.kind === "blob" || (shape.kind === "string" && shape.secret)) return {}
  if (shape.kind === "list") {
    const plain = shape.item.kind === "string" || shape.item.kind === "enum"
    return plain ? { value: `[${(value as unknown[]).join(", ")}]` } : {}
  }
  return { value: String(value) }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
