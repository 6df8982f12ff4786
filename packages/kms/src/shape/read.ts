/** Turns parsed JSON into the values of a shape. Finds wrong JSON types; constraints are validate's. */
import { decodeBase64 } from "@keywright/core"
import type { Members, Shape } from "./words.ts"

/** A member that is not of its JSON type: where, and what is expected there. Never what came. */
export interface WrongType {
  path: string
  expected: string
}

type Reading = { value: Record<string, unknown> } | { wrong: WrongType }

/**
 * Reads an object's members. Null is absent, as AWS has it; members that the shape does not name are ignored. `json` comes from
 * JSON.parse, so every name it has is its own, `__proto__` included.
 */
export function readMembers(members: Members, json: object, path = ""): Reading {
  const value: Record<string, unknown> = {}
  for (const name of Object.keys(members)) {
    const found = Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined
    if (found === undefined || found === null) continue
    const read = readers[(members[name] as Shape).kind](members[name] as never, found, path + name)
    if (read instanceof Wrong) return { wrong: { path: read.path, expected: read.expected } }
    value[name] = read
  }
  return { value }
}

class Wrong {
  readonly path: string
  readonly expected: string
  constructor(path: string, expected: string) {
    this.path = path
    this.expected = expected
  }
}

/** Integers of the protocol have 32 bits. */
const integerMax = 0x7fff_ffff

type Reader<K> = (shape: Extract<Shape, { kind: K }>, json: unknown, path: string) => unknown

const readers: { readonly [K in Shape["kind"]]: Reader<K> } = {
  string: (_, json, path) => (isText(json) ? json : new Wrong(path, "a string")),
  enum: (_, json, path) => (isText(json) ? json : new Wrong(path, "a string")),
  blob: (_, json, path) =>
    (typeof json === "string" ? decodeBase64(json) : undefined) ??
    new Wrong(path, "a string of base64 with padding"),
  integer: (_, json, path) =>
    Number.isInteger(json) && Math.abs(json as number) <= integerMax
      ? json
      : new Wrong(path, "an integer of 32 bits"),
  boolean: (_, json, path) => (typeof json === "boolean" ? json : new Wrong(path, "true or false")),
  timestamp: (_, json, path) =>
    typeof json === "number" ? Math.round(json * 1000) : new Wrong(path, "a number of seconds"),
  list: (shape, json, path) => readList(shape.item, json, path),
  map: (_, json, path) => readMap(json, path),
  structure: (shape, json, path) => {
    if (!isObject(json)) return new Wrong(path, "an object")
    const read = readMembers(shape.members, json, `${path}.`)
    return "wrong" in read ? new Wrong(read.wrong.path, read.wrong.expected) : read.value
  },
}

function readList(item: Shape, json: unknown, path: string): unknown {
  if (!Array.isArray(json)) return new Wrong(path, "a list")
  const values: unknown[] = []
  for (const [index, entry] of json.entries()) {
    const read = readers[item.kind](item as never, entry, `${path}.${index + 1}`)
    if (read instanceof Wrong) return read
    values.push(read)
  }
  return values
}

/** The map is handed on as JSON.parse made it: its names are own properties, and the caller only lists them. */
function readMap(json: unknown, path: string): unknown {
  if (!isObject(json)) return new Wrong(path, "an object")
  for (const [key, value] of Object.entries(json)) {
    if (!key.isWellFormed()) return new Wrong(path, "well-formed Unicode in the names of an object")
    if (!isText(value)) return new Wrong(`${path}.${key}`, "a string")
  }
  return json
}

function isObject(json: unknown): json is object {
  return typeof json === "object" && json !== null && !Array.isArray(json)
}

/** Half a surrogate pair has no UTF-8: two different texts would become the same bytes. */
function isText(json: unknown): json is string {
  return typeof json === "string" && json.isWellFormed()
}
