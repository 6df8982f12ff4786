/** Reads a compose file as Compose does: YAML, then variables, then the specification's schema. */
import { Ajv2019 } from "ajv/dist/2019.js"
import { parse } from "yaml"
import schema from "../../../vectors/compose-spec/compose-spec.json" with { type: "json" }

export interface Service {
  image: string
  environment: Readonly<Record<string, string>>
  volumes: readonly string[]
  ports?: readonly string[]
  build?: { context: string; dockerfile: string }
  depends_on?: Readonly<Record<string, { condition: string }>>
  healthcheck?: { test: readonly string[] }
  read_only?: boolean
  tmpfs?: readonly string[]
  stop_grace_period?: string
}

export interface Composition {
  services: Readonly<Record<string, Service>>
  volumes: Readonly<Record<string, unknown>>
}

/** The formats that the schema names and leaves to the specification's text. */
const FORMATS = {
  duration: /^(?:\d+(?:h|m|s|ms|us))+$/,
  ports: /^(?:[\d.]+:)?(?:\d+(?:-\d+)?:)?\d+(?:-\d+)?(?:\/(?:tcp|udp))?$/,
  expose: /^\d+(?:-\d+)?(?:\/(?:tcp|udp))?$/,
  subnet_ip_address: true,
} as const

const validate = new Ajv2019({ strict: false, formats: FORMATS }).compile(withoutNames(schema))

/** Throws for a variable that the file asks for and nobody gives, and for what the schema refuses. */
export function readCompose(
  text: string,
  variables: Readonly<Record<string, string>>,
): Composition {
  const given = text.replaceAll(/\$\{(\w+):\?([^}]*)\}/g, (_, name: string, complaint: string) => {
    const value = variables[name]
    if (!value) throw new Error(`${name}: ${complaint}`)
    return value
  })
  const composition: unknown = parse(given)
  if (validate(composition)) return composition as Composition
  const complaints = (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`)
  throw new Error(complaints.join("\n"))
}

/** The schema's names for itself are of drafts before the one that it says it is of; its references are all within it. */
function withoutNames(value: object): object {
  const names = new Set(["$schema", "id"])
  const text = JSON.stringify(value, (key, each) =>
    names.has(key) && typeof each === "string" ? undefined : each,
  )
  return JSON.parse(text)
}
