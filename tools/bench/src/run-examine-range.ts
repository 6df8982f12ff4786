/** Runs in a process of its own: the examination of one range, which is JSON in the first argument; the result is JSON too. */
import { argv } from "node:process"
import { nameCall } from "./estimate/searches.ts"
import { meterInstances } from "./meter.ts"

const meter = meterInstances(nameCall)
const { examineRange } = await import("./examine/range.ts")
console.log(JSON.stringify(await examineRange(JSON.parse(argv[2] ?? "{}"), meter)))
