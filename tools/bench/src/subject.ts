/** What is measured: key generation with the build and the search that were asked for, or as it comes. */
import {
  type Core,
  createCore,
  createEngines,
  type EngineName,
  engines,
  type GenerateKeyPairOptions,
  generateKeyPair,
  systemRandom,
} from "@keywright/core"

export interface Subject {
  /** The build of the numbers; the one that the engine chooses when absent. */
  engine?: EngineName | undefined
  /** How RSA primes are searched; as `generateKeyPair` does it when absent. */
  method?: GenerateKeyPairOptions["method"]
}

export type Generate = Core["generateKeyPair"]

/** `generateKeyPair` on the subject. */
export function generatorOf({ engine, method }: Subject): Generate {
  const generate = engine === undefined ? generateKeyPair : coreOn(engine).generateKeyPair
  return method === undefined ? generate : (spec, options) => generate(spec, { ...options, method })
}

function coreOn(engine: EngineName): Core {
  return createCore({ bignum: createEngines({ engine }).open, random: systemRandom })
}

/** The build that the subject runs on here. */
export async function buildOf({ engine }: Subject): Promise<EngineName> {
  const reports = await (engine === undefined ? engines() : createEngines({ engine }).report())
  const [running] = reports.filter(({ runs }) => runs)
  if (running === undefined) throw new Error("no build runs here")
  return running.name
}
