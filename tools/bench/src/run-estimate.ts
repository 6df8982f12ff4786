/** Runs inside a runtime, in a process of its own, as a meter stands in all instances: the estimate of one spec. */
import { argv } from "node:process"
import { nameCall } from "./estimate/searches.ts"
import { meterInstances } from "./meter.ts"

const meter = meterInstances(nameCall)
const { estimate } = await import("./estimate/estimate.ts")
console.log(JSON.stringify(await estimate(JSON.parse(argv[2] ?? "{}"), meter)))
