import { listenOnDeno } from "../../src/entry/deno-listen.ts"
import { describeListening, describeStandardRequests } from "./listening.ts"

describeListening("listenOnDeno", listenOnDeno)
describeStandardRequests("listenOnDeno", listenOnDeno)
