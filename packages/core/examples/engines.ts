// Which build of the numbers runs here, and why.
import { engines } from "@keywright/core"

for (const { name, runs, reason } of await engines()) console.log(name, runs, reason)
