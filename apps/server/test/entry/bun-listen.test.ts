import { listenOnBun } from "../../src/entry/bun-listen.ts"
import { describeListening, describeStandardRequests } from "./listening.ts"

describeListening("listenOnBun", listenOnBun)
describeStandardRequests("listenOnBun", listenOnBun)
