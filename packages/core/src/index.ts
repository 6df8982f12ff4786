/** Key material as bytes: key pairs, their formats, and the envelope. */

export {
  createEngines,
  type EngineName,
  type EngineOptions,
  type EngineReport,
  type Engines,
} from "@keywright/bignum"
export { decodeBase64, decodeBase64Url, encodeBase64, encodeBase64Url } from "./bytes/base64.ts"
export { concatBytes } from "./bytes/concat.ts"
export { equalBytes } from "./bytes/equal.ts"
export { decodeHex, encodeHex } from "./bytes/hex.ts"
export { encodeUtf8 } from "./bytes/utf8.ts"
export { wipe } from "./bytes/wipe.ts"
export {
  type Core,
  type CorePorts,
  createCore,
  type GenerateKeyPairOptions,
  type Pause,
} from "./core.ts"
export { type EncryptionContext, encodeEncryptionContext } from "./envelope/context.ts"
export {
  type DomainKeyRecord,
  type DomainKeySlot,
  type DomainKeyToSeal,
  openDomainKey,
  readDomainKeyRecord,
  rootKeyId,
  sealDomainKey,
} from "./envelope/domain-key.ts"
export {
  type KeyMaterialHeader,
  type KeyMaterialToUnwrap,
  type KeyMaterialToWrap,
  keyMaterialId,
  readKeyMaterialHeader,
  unwrapKeyMaterial,
  wrapKeyMaterial,
} from "./envelope/key-material.ts"
export { type MaterialType, materialTypes } from "./envelope/material-types.ts"
export {
  type MessageHeader,
  type MessageToOpen,
  type MessageToSeal,
  openMessage,
  readMessageHeader,
  sealMessage,
} from "./envelope/message.ts"
export { macRecord, recordMacKey } from "./envelope/record-mac.ts"
export { createSealer, type Sealer, type SealerPorts } from "./envelope/sealer.ts"
export {
  openSecret,
  readSecretHeader,
  type SecretHeader,
  type SecretOwner,
  type SecretToOpen,
  type SecretToSeal,
  sealSecret,
} from "./envelope/secret.ts"
export { CoreError, type CoreErrorCode } from "./errors.ts"
export { createThreadedCore, engines, generateKeyPair, searchPrime } from "./generate-key-pair.ts"
export { fromJwk, type Halves, type KeyPair, toJwk, toPem } from "./key-pair.ts"
export type { KeyPairSpec } from "./key-pair-specs.ts"
export type { Jwk } from "./keys/jwk.ts"
export { decodePem as fromPem, type PemLabel } from "./keys/pem.ts"
export type { RandomSource } from "./random/random-source.ts"
export { systemRandom } from "./random/system-random.ts"
export type { PrimeOrder, SearchPrime } from "./rsa/side-by-side.ts"
export type { Awaitable, HmacKey, Symmetric } from "./symmetric/symmetric.ts"
export { webCrypto } from "./symmetric/web-crypto.ts"
