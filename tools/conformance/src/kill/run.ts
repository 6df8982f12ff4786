/**
 * The command: `pnpm --filter @keywright/conformance kill sqlite 500`, or `postgres 500`, with a seed behind it if need be. Exits
 * with 1 when something that was acknowledged is not there, or something is half written.
 */
import { killRounds } from "./kill-rounds.ts"
import { VICTIMS } from "./stores.ts"

const [store = "sqlite", rounds = "500", seed = String(Date.now() % 1_000_000)] =
  process.argv.slice(2)
const victim = await VICTIMS[store as keyof typeof VICTIMS]()
try {
  const report = await killRounds({
    ...victim,
    rounds: Number(rounds),
    seed: Number(seed),
    progress: (round) => {
      if (round % 25 === 0) console.error(`${store}: ${round} of ${rounds} rounds`)
    },
  })
  console.log(JSON.stringify({ store, ...report }, null, 2))
} catch (error) {
  console.error(victim.server.target.process.output().split("\n").slice(-50).join("\n"))
  throw error
} finally {
  await victim.stop()
}
