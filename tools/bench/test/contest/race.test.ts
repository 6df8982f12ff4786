import { expect, test } from "vitest"
import { keysForOneSample, race } from "../../src/contest/race.ts"

function recorder(name: string, log: string[]) {
  return {
    make() {
      log.push(name)
      return {}
    },
    async check() {},
  }
}

test("race alternates, and spreads whoever has fewer samples", async () => {
  const log: string[] = []
  const racer = (name: string, samples: number, keysPerSample = 1) => {
    return { maker: recorder(name, log), samples, keysPerSample }
  }
  const times = await race([racer("a", 4), racer("b", 2), racer("c", 4, 2)], 4)
  expect(log.join("")).toBe("abccaccabccacc")
  expect(times.map((row) => row.length)).toEqual([4, 2, 4])
})

test("race waits for whoever answers with a promise", async () => {
  let open = 0
  let most = 0
  const make = async () => {
    most = Math.max(most, ++open)
    await new Promise((resolve) => setTimeout(resolve))
    open--
    return {}
  }
  await race([{ maker: { make, async check() {} }, samples: 3, keysPerSample: 2 }], 3)
  expect(most).toBe(1)
})

test("keysForOneSample puts quick makers together until they take a millisecond", async () => {
  const busy = (ms: number) => ({
    make() {
      for (const end = performance.now() + ms; performance.now() < end; );
      return {}
    },
    async check() {},
  })
  expect(await keysForOneSample(busy(1.1))).toBe(1)
  expect(await keysForOneSample(busy(0.11))).toBeGreaterThan(4)
})
