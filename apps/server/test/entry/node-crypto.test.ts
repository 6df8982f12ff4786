import { nodeSymmetric } from "../../src/entry/node-crypto.ts"
import { describeAgreement } from "./agreeing.ts"

describeAgreement("nodeSymmetric", nodeSymmetric)
