/** A Symmetric that writes down what was called, to prove what was not. */
import type { Symmetric } from "../../src/symmetric/symmetric.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"

export interface Recording {
  symmetric: Symmetric
  /** The names of the primitives, in the order of their calls. */
  calls: (keyof Symmetric)[]
}

export function record(): Recording {
  const calls: (keyof Symmetric)[] = []
  const symmetric: Symmetric = {
    sha256: (data) => {
      calls.push("sha256")
      return webCrypto.sha256(data)
    },
    importHmacKey: (raw) => {
      calls.push("importHmacKey")
      return webCrypto.importHmacKey(raw)
    },
    hmacSha256: (key, data) => {
      calls.push("hmacSha256")
      return webCrypto.hmacSha256(key, data)
    },
    sealAes256Gcm: (...all) => {
      calls.push("sealAes256Gcm")
      return webCrypto.sealAes256Gcm(...all)
    },
    openAes256Gcm: (...all) => {
      calls.push("openAes256Gcm")
      return webCrypto.openAes256Gcm(...all)
    },
  }
  return { symmetric, calls }
}
