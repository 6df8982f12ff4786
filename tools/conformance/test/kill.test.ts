import { ListKeysCommand, UpdateKeyDescriptionCommand } from "@aws-sdk/client-kms"
import { postgresFolders } from "@keywright/postgres"
import { describe, expect, test } from "vitest"
import { killRounds } from "../src/kill/kill-rounds.ts"
import { VICTIMS } from "../src/kill/stores.ts"
import { standOn } from "../src/target.ts"

// `pnpm kill` does five hundred rounds of this.
const ROUNDS = 4

const stores = Object.keys(VICTIMS) as (keyof typeof VICTIMS)[]
const isThere = (store: string) =>
  store === "sqlite" || postgresFolders().length > 0 || !!process.env.CI

describe.each(stores)("A server on %s", (store) => {
  test.skipIf(!isThere(store))(
    "that is killed while it writes has every key, alias, tag and state that it acknowledged",
    async () => {
      const victim = await VICTIMS[store]()
      try {
        const seed = Date.now() % 1_000_000
        const report = await killRounds({ ...victim, rounds: ROUNDS, seed })
        expect(report).toMatchObject({ rounds: ROUNDS, seed })
        expect(report.acknowledged).toBeGreaterThanOrEqual(ROUNDS)
      } finally {
        await victim.stop()
      }
    },
  )
})

test("The rounds notice what was acknowledged and is there no more", async () => {
  const victim = await VICTIMS.sqlite()
  try {
    const { kms } = standOn(victim.server.target)
    const killBelow = async () => {
      const { Keys = [] } = await kms.send(new ListKeysCommand({}))
      for (const { KeyId } of Keys) {
        const command = new UpdateKeyDescriptionCommand({ KeyId, Description: "changed" })
        await kms.send(command).catch(() => {})
      }
    }
    const order = { ...victim, killBelow, rounds: 12, seed: 1 }
    await expect(killRounds(order)).rejects.toThrow(/with seed 1, .* is .*changed.*acknowledged as/)
  } finally {
    await victim.stop()
  }
})
