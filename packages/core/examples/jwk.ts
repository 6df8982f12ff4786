// A key pair as JSON Web Keys.
import { generateKeyPair, toJwk } from "@keywright/core"

const jwk = toJwk(await generateKeyPair("ECC_NIST_EDWARDS25519"))
console.log(jwk.privateKey) // { kty: "OKP", crv: "Ed25519", x: …, d: … }
console.log(jwk.publicKey) // { kty: "OKP", crv: "Ed25519", x: … }
