/** The keys that OpenSSL wrote, by algorithm and format. */
import keys from "../../../../vectors/der-openssl/keys.json" with { type: "json" }
import { hex } from "../hex.ts"

const all = Object.entries(keys)

/** The samples of one format: { rsa2048: …, p256: … }. */
export function openssl(format: string, algorithms: RegExp = /./): Record<string, Uint8Array> {
  const chosen = all.filter(([name]) => {
    const [algorithm = "", found] = name.split(".")
    return found === format && algorithms.test(algorithm)
  })
  return Object.fromEntries(chosen.map(([name, text]) => [name, hex(text)]))
}

/** One sample, by its name in vectors/der-openssl. */
export function opensslKey(name: keyof typeof keys): Uint8Array {
  return hex(keys[name])
}
