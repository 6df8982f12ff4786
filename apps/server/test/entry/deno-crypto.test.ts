import { denoSymmetric } from "../../src/entry/deno-crypto.ts"
import { describeAgreement } from "./agreeing.ts"

describeAgreement("denoSymmetric", denoSymmetric)
