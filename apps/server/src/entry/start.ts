/** From settings to a server that answers, and back to nothing: what the entries of Node, Deno and Bun share. */
import process from "node:process"
import { type Symmetric, systemRandom } from "@keywright/core"
import { createKms, type Kms } from "@keywright/kms"
import { closedService } from "../carry-routes.ts"
import type { Settings } from "../settings.ts"
import { begin, endingSignal } from "./begin.ts"
import { type Keeping, keep } from "./keeping.ts"
import type { KeyPairPool } from "./key-pair-pool.ts"
import type { Listen } from "./listener.ts"
import { type Log, openLog } from "./log.ts"
import { Refusal } from "./refusal.ts"
import { shellLines } from "./shell-lines.ts"

/** What differs between the runtimes. */
export interface Platform {
  listen: Listen
  symmetric: Symmetric
  /** Without a number of threads, as many as suit the machine. */
  keyPairPool: (threads: number | undefined) => KeyPairPool
}

/** How often keys are looked for whose waiting period is over. */
const SWEEP_MS = 60_000

/**
 * Runs the server with this process's arguments and variables until SIGTERM or SIGINT; then the process exits with 0. A
 * server that cannot start says why in one sentence on standard error, and the process exits with 1.
 */
export function start(platform: Platform): Promise<void> {
  return begin((settings) => serve(settings, platform))
}

async function serve(settings: Settings, platform: Platform): Promise<void> {
  const log = openLog(settings["log-level"])
  const keeping = await keep(settings)
  const pool = platform.keyPairPool(settings["key-pair-workers"])
  const token = settings["carry-token"]
  const carry = token === undefined ? undefined : { store: keeping.store, token }
  const kms = carry ? undefined : await startService({ settings, platform, log, keeping, pool })
  const identity = kms ? keeping.publish(await kms.rootAccessKey()) : {}

  // Before the first request, so that no signal ends the process in its own way.
  const ending = endingSignal()
  let draining = false
  const listener = await platform.listen({
    host: settings.host,
    port: settings.port,
    app: {
      kms: kms ?? closedService,
      ...(carry && { carry }),
      bodyLimitBytes: settings["body-limit-bytes"],
      draining: () => draining,
      report: (error) => log.error({ error }, "a request failed outside the service"),
      ...(log.debugs && { trace: (line) => log.debug(line, "request") }),
    },
  })
  const stopSweeping = kms && sweepRegularly(kms, log)
  const { url } = listener
  if (settings.dev) {
    log.warn(
      {},
      "DEVELOPMENT MODE: any credentials are accepted, and nothing survives this process",
    )
  }
  if (carry) log.warn({}, "CLOSED: all records are given out and taken in at /records")
  log.info({ url, regions: settings.region, account: settings.account }, "listening")
  process.stdout.write(shellLines(identity, { url, region: settings.region[0] }))

  log.info({ signal: await ending }, "shutting down: running requests may end")
  draining = true
  await listener.stop(settings["shutdown-grace-ms"])
  stopSweeping?.()
  await pool.close()
  await keeping.store.close()
  log.info({}, "stopped")
  await log.end()
  process.exit(0)
}

interface Parts {
  settings: Settings
  platform: Platform
  log: Log
  keeping: Keeping
  pool: KeyPairPool
}

async function startService({ settings, platform, log, keeping, pool }: Parts): Promise<Kms> {
  const rootAccessKey = settings["root-access-key"]
  try {
    return await createKms({
      store: keeping.store,
      clock: Date.now,
      random: systemRandom,
      symmetric: platform.symmetric,
      generateKeyPair: pool.generate,
      rootKey: keeping.rootKey,
      ...(rootAccessKey && { rootAccessKey }),
      settings: {
        regions: settings.region,
        account: settings.account,
        authentication: keeping.authentication,
        sm2Everywhere: settings["sm2-everywhere"],
      },
      report: (failure) => log.error(failure, "the service failed"),
    })
  } catch (error) {
    const sentence = error instanceof Error ? keeping.refusals[error.name] : undefined
    throw sentence === undefined ? error : new Refusal(sentence, { cause: error })
  }
}

/** Sweeps now, and again and again, one sweep after the other. Answers how to stop. */
function sweepRegularly(kms: Kms, log: Log): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const sweep = async () => {
    try {
      const deleted = await kms.sweep()
      if (deleted > 0) log.info({ deleted }, "deleted keys whose waiting period is over")
    } catch (error) {
      log.error({ error }, "keys whose waiting period is over could not be deleted; trying again")
    }
    timer = setTimeout(sweep, SWEEP_MS)
  }
  timer = setTimeout(sweep, 0)
  return () => clearTimeout(timer)
}
