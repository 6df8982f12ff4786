/** Turns the values of a shape into what JSON carries, and wipes the secrets among them afterwards. */
import { encodeBase64 } from "@keywright/core"
import type { Members, Shape } from "./words.ts"

/** The values as JSON text. Absent members are left out, never null; members that the shape does not name are a bug. */
export function writeMembers(members: Members, values: object): string {
  for (const name of Object.keys(values)) {
    if (!Object.hasOwn(members, name)) throw new Error(`bug: the output has no member ${name}`)
  }
  return JSON.stringify(writable(members, values))
}

/** Overwrites every secret blob among the values. Secrets never lie deeper than the first level in this service. */
export function wipeSecrets(members: Members, values: object): void {
  for (const [name, shape] of Object.entries(members)) {
    if (shape.kind !== "blob" || !shape.secret) continue
    ;(values as Record<string, Uint8Array | undefined>)[name]?.fill(0)
  }
}

function writable(members: Members, values: object): Record<string, unknown> {
  const json: Record<string, unknown> = {}
  for (const name of Object.keys(members)) {
    const value = (values as Record<string, unknown>)[name]
    if (value !== undefined) json[name] = write(members[name] as Shape, value)
  }
  return json
}

function write(shape: Shape, value: unknown): unknown {
  switch (shape.kind) {
    case "blob":
      return encodeBase64(value as Uint8Array)
    case "timestamp":
      return (value as number) / 1000
    case "list":
      return (value as unknown[]).map((item) => write(shape.item, item))
    case "structure":
      return writable(shape.members, value as object)
    default:
      return value
  }
}
