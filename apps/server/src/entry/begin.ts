/** The beginning and the end of a process that serves: settings in, a sentence when it cannot be, and the signal that ends it. */
import process from "node:process"
import { describeSettings, readSettings, SECRET_VARIABLES, type Settings } from "../settings.ts"
import { sentenceFor } from "./refusal.ts"

/**
 * Reads this process's arguments and variables, and serves; or prints the help, when that is asked for. What is thrown ends
 * the process with 1 and, when it is a refusal, one sentence on standard error.
 */
export async function begin(serve: (settings: Settings) => Promise<void>): Promise<void> {
  try {
    const settings = readSettings(process.argv.slice(2), process.env)
    for (const name of SECRET_VARIABLES) delete process.env[name]
    if (settings === "help") process.stdout.write(describeSettings())
    else await serve(settings)
  } catch (error) {
    process.stderr.write(`keywright: ${sentenceFor(error)}\n`)
    process.exit(1)
  }
}

/** The first signal that asks the process to end. Those that follow change nothing: the ending has a limit already. */
export function endingSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, resolve)
  })
}
