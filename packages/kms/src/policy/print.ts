/** Prints a policy as AWS KMS keeps it and GetKeyPolicy answers it: one member to a line, spaces around colons, lists in brackets with a space. */

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [name: string]: Json }

/** Two spaces a level; the items of a list stay on their line. Seen in the examples of AWS's API pages. */
export function print(json: Json, indent = ""): string {
  if (typeof json !== "object" || json === null) return JSON.stringify(json)
  if (Array.isArray(json)) {
    return json.length === 0
      ? "[ ]"
      : `[ ${json.map((item: Json) => print(item, indent)).join(", ")} ]`
  }
  const deeper = `${indent}  `
  const members = Object.entries(json).map(
    ([name, value]) => `\n${deeper}${JSON.stringify(name)} : ${print(value, deeper)}`,
  )
  return members.length === 0 ? "{ }" : `{${members.join(",")}\n${indent}}`
}
