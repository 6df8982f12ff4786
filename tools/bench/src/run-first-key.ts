/** Runs inside a runtime, once in a process: the first key, options and answer as in run-contest.ts. */
import { argv } from "node:process"
import { type FirstKeyOptions, measureFirstKey } from "./first-key/first-key.ts"

console.log(JSON.stringify(await measureFirstKey(JSON.parse(argv[2] ?? "{}") as FirstKeyOptions)))
