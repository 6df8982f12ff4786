/** From bindings to a service that answers: what the Workers entry does once for each isolate. */
import { generateKeyPair, systemRandom, webCrypto } from "@keywright/core"
import { createKms } from "@keywright/kms"
import type { AppPorts } from "../app.ts"
import { closedService } from "../carry-routes.ts"
import { BadSetting, PROCESS_VARIABLES, readSettings, type Settings } from "../settings.ts"
import { durableObjectStore, type RecordNamespace } from "../storage/durable-object.ts"
import { type ConsoleLog, consoleLog } from "./console-log.ts"
import { Refusal, sentenceFor } from "./refusal.ts"
import { standardFetch } from "./standard-fetch.ts"

/** What wrangler.jsonc binds: the class of the objects, and settings by their variables. */
export interface Bindings {
  KEYWRIGHT_RECORDS: RecordNamespace
  [variable: string]: unknown
}

export interface WorkersService {
  fetch(request: Request): Promise<Response>
  /** Does what has come due. */
  sweep(): Promise<void>
}

let service: Promise<WorkersService> | undefined

/** The isolate's service; begun when it is first needed, and anew after it could not begin. */
export function serviceOf(bindings: Bindings): Promise<WorkersService> {
  service ??= startService(bindings).catch((error) => {
    service = undefined
    consoleLog("info").error({}, sentenceFor(error))
    return { fetch: async () => notReady(), sweep: () => Promise.reject(error) }
  })
  return service
}

async function startService(bindings: Bindings): Promise<WorkersService> {
  const settings = settingsOf(bindings)
  const log = consoleLog(settings["log-level"])
  const { account, region: regions, "carry-token": token } = settings
  const store = durableObjectStore(bindings.KEYWRIGHT_RECORDS, { account, regions })
  const ports = portsOf(settings, log)
  if (token !== undefined) {
    const answer = standardFetch({ ...ports, kms: closedService, carry: { store, token } })
    return { fetch: (request) => answer(request, undefined), async sweep() {} }
  }
  const kms = await createKms({
    store,
    clock: Date.now,
    random: systemRandom,
    symmetric: webCrypto,
    // On the event loop, which goes on meanwhile: Workers have no threads.
    generateKeyPair: (spec) => generateKeyPair(spec),
    ...secretsOf(settings),
    settings: {
      regions,
      account,
      authentication: settings.dev ? "any" : "sigv4",
      sm2Everywhere: settings["sm2-everywhere"],
    },
    report: (failure) => log.error(failure, "the service failed"),
  }).catch(refuseToBegin)
  if (settings.dev) log.warn({}, "DEVELOPMENT MODE: any credentials are accepted")
  const answer = standardFetch({ ...ports, kms })
  return {
    fetch: (request) => answer(request, request.headers.get("cf-connecting-ip") ?? undefined),
    async sweep() {
      try {
        const deleted = await kms.sweep()
        if (deleted > 0) log.info({ deleted }, "deleted keys whose waiting period is over")
      } catch (error) {
        log.error({ error }, "keys whose waiting period is over could not be deleted")
        throw error
      }
    },
  }
}

function portsOf(settings: Settings, log: ConsoleLog): Omit<AppPorts<never>, "kms" | "envelope"> {
  return {
    bodyLimitBytes: settings["body-limit-bytes"],
    draining: () => false,
    report: (error) => log.error({ error }, "a request failed outside the service"),
    ...(log.debugs && { trace: (line) => log.debug(line, "request") }),
  }
}

function settingsOf(bindings: Bindings): Settings {
  const texts = Object.entries(bindings).filter(([, value]) => typeof value === "string")
  const variables = Object.fromEntries(texts) as Record<string, string>
  const meaningless = PROCESS_VARIABLES.find((name) => variables[name])
  if (meaningless) throw new BadSetting(`${meaningless} means nothing on Workers: remove it.`)
  return readSettings([], variables) as Settings
}

/** Nobody could see what a Worker would make for itself: both are secrets that the deployer sets. */
function secretsOf(settings: Settings) {
  const { "root-key": rootKey, "root-access-key": rootAccessKey, dev } = settings
  if (!rootKey) throw new Refusal(missing("KEYWRIGHT_ROOT_KEY"))
  if (!rootAccessKey && !dev) throw new Refusal(missing("KEYWRIGHT_ROOT_ACCESS_KEY"))
  return { rootKey, ...(rootAccessKey && { rootAccessKey }) }
}

const missing = (variable: string): string =>
  `${variable} is missing. Set it: wrangler secret put ${variable}`

const REFUSALS: Readonly<Record<string, string>> = {
  RootKeyMismatch:
    "KEYWRIGHT_ROOT_KEY is not the root key that the records were made with. Put the right one back: wrangler secret put KEYWRIGHT_ROOT_KEY",
  DomainKeyDamaged:
    "The records are damaged: keys that all others depend on cannot be read. Put back the Durable Objects from a point in time before (wrangler, Durable Objects, point in time recovery).",
  StoreUnavailable: "The Durable Object of the account does not answer.",
}

function refuseToBegin(error: unknown): never {
  const sentence = error instanceof Error ? REFUSALS[error.name] : undefined
  throw sentence === undefined ? error : new Refusal(sentence, { cause: error })
}

/** SDKs try again after this; the log says why. */
function notReady(): Response {
  return new Response("not ready: the service cannot begin, and its log says why\n", {
    status: 503,
    headers: { "content-type": "text/plain; charset=utf-8" },
  })
}
