/** Runs inside a runtime: one contest, its options as JSON in the first argument, its figures as JSON on the last line. */
import { argv } from "node:process"
import { type ContestOptions, contest } from "./contest/contest.ts"

console.log(JSON.stringify(await contest(JSON.parse(argv[2] ?? "{}") as ContestOptions)))
