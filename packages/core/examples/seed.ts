// A key pair from a seed: the same one on every runtime. The key is as secret as its seed.
import { generateKeyPair, toJwk } from "@keywright/core"

const seed = new TextEncoder().encode("for tests, and for nothing else")
const pair = await generateKeyPair("ECC_NIST_P256", { seed })
console.log(toJwk(pair).publicKey)
