/**
 * Measures what a store's size and a second node do to the figures, prints tables, and writes JSON where a path is given:
 * `pnpm --filter @keywright/conformance measure:stores ../../docs/benchmarks/DATE-stores.json`. It reports; nothing fails on time.
 * A number behind the path is that of the many keys, instead of a million.
 */
import { writeFileSync } from "node:fs"
import { commit, machine } from "@keywright/bench/machine"
import { measureNodes, type Nodes } from "./nodes.ts"
import { measureStoreSize, type StoreSize } from "./store-size.ts"

const [path, manyKeys = "1000000"] = process.argv.slice(2)
const size = await measureStoreSize({
  fewKeys: 1000,
  manyKeys: Number(manyKeys),
  rounds: 6,
  seconds: 3,
})
console.log(tableOfSize(size))
const nodes = await measureNodes({ rounds: 6, seconds: 3 })
console.log(tableOfNodes(nodes))
const figures = {
  measuredAt: new Date().toISOString(),
  commit: commit(),
  machine: machine(),
  size,
  nodes,
}
const json = `${JSON.stringify(figures, null, 2)}\n`
if (path !== undefined) writeFileSync(path, json)
else console.log(json)

function tableOfSize({ fewKeys, manyKeys, ratios, startMs }: StoreSize): string {
  const rows = Object.entries({ ...ratios, start: { secondsPerRequest: startMs.ratio } }).map(
    ([name, ratio]) => {
      const processor = "processorTime" in ratio ? range(ratio.processorTime) : ""
      return `| ${name} | ${range(ratio.secondsPerRequest)} | ${processor} |`
    },
  )
  return `${manyKeys} keys to ${fewKeys}
| what | time | processor time |
| --- | --- | --- |
${rows.join("\n")}
`
}

function tableOfNodes(nodes: Nodes): string {
  const rows = Object.entries(nodes).flatMap(([name, { ratio, ...scaling }]) =>
    (["one", "two"] as const).map((count) => {
      const { nodes: ofNodes, postgres, client } = scaling[count]
      const share = [ofNodes, postgres, client].map((ms) => `${ms.toFixed(3)} ms`).join(" | ")
      return `| ${name} | ${count} | ${count === "two" ? range(ratio) : "1"} | ${share} |`
    }),
  )
  return `Nodes on one PostgreSQL
| what | nodes | requests per second | nodes, of each | PostgreSQL | client |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`
}

function range({ value, low, high }: { value: number; low: number; high: number }): string {
  return `${value.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)})`
}
