// The wasm door: the list of exports and nothing else.
export { wipe } from "./memory"
export { POINT, SCALAR, wipeCurves } from "./curves/memory"
export { multiplyBaseEd25519 } from "./curves/rows/ed25519"
export { multiplyBaseP256 } from "./curves/rows/p256"
export { multiplyBaseP384 } from "./curves/rows/p384"
export { multiplyBaseP521 } from "./curves/rows/p521"
export { multiplyBaseSecp256k1 } from "./curves/rows/secp256k1"
export { multiplyBaseSm2 } from "./curves/rows/sm2"
