/** The flags of `pnpm bench:keygen`. */
import { parseArgs } from "node:util"
import type { KeyPairSpec } from "@keywright/core"
import { buildNames } from "./builds.ts"
import { methods } from "./estimate/searches.ts"
import { type RuntimeName, runtimeNames } from "./runtimes.ts"
import { specNames } from "./specs.ts"
import type { Subject } from "./subject.ts"

export interface Flags extends Subject {
  specs: readonly KeyPairSpec[]
  runtimes: readonly RuntimeName[]
  /** RSA keys of each maker; each spec's own number when absent. */
  keys: number | undefined
  quick: boolean
  /** Where the JSON goes; nowhere when absent. */
  json: string | undefined
}

export const USAGE = `pnpm bench:keygen [flags]

  --specs RSA_2048,SM2    only these specs
  --runtimes node,bun     only these runtimes
  --keys 400              RSA keys that each mean is taken over
  --engine portable       this build of the core: portable or fma
  --method A.1.3          RSA primes by this search of FIPS 186-5
  --quick                 a few keys of each: to see that it runs, not to quote
  --json PATH             write the figures there
`

/** Throws with the usage for what it does not know. */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      specs: { type: "string" },
      runtimes: { type: "string" },
      keys: { type: "string" },
      engine: { type: "string" },
      method: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
    },
  })
  return {
    specs: listed("--specs", values.specs, specNames),
    runtimes: listed("--runtimes", values.runtimes, runtimeNames),
    keys: values.keys === undefined ? undefined : count("--keys", values.keys),
    engine: one("--engine", values.engine, buildNames),
    method: one("--method", values.method, methods),
    quick: values.quick,
    json: values.json,
  }
}

/** Some of the known names, separated by commas; all when absent. Throws for an unknown one, and names the flag. */
export function listed<Name extends string>(
  flag: string,
  value: string | undefined,
  known: readonly Name[],
): readonly Name[] {
  if (value === undefined) return known
  const names = value.split(",")
  const unknown = names.find((name) => !(known as readonly string[]).includes(name))
  if (unknown === undefined) return names as Name[]
  throw new Error(`${flag} does not know ${unknown}: it is one of ${known.join(", ")}`)
}

function one<Name extends string>(
  flag: string,
  value: string | undefined,
  known: readonly Name[],
): Name | undefined {
  return value === undefined ? undefined : listed(flag, value, known)[0]
}

/** Fewer than two say nothing about their spread. */
function count(flag: string, value: string): number {
  const number = Number(value)
  if (Number.isSafeInteger(number) && number >= 2) return number
  throw new Error(`${flag} is a whole number, 2 or more`)
}
