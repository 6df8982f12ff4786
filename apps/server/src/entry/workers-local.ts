/** `pnpm start:workers`: the Worker on this machine, with the settings, the data folder and the signals of the other entries. */
import { begin } from "./begin.ts"
import { serveWorkers } from "./serve-workers.ts"

await begin(serveWorkers)
