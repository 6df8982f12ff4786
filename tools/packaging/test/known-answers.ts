/** Key pairs from seeds, by det-keygen: what every runtime's own tests compare with too. RSA_2048 is enough of RSA. */
import ecdsa from "../../../vectors/det-keygen/ecdsa.json" with { type: "json" }
import rsa from "../../../vectors/det-keygen/rsa.json" with { type: "json" }

const specOfCurve: Record<string, string> = {
  secp256r1: "ECC_NIST_P256",
  secp384r1: "ECC_NIST_P384",
  secp521r1: "ECC_NIST_P521",
}

export const knownAnswers: { spec: string; seed: string; privateKey: string }[] = [
  ...rsa.filter(({ bits }) => bits === 2048).map((each) => ({ ...each, spec: "RSA_2048" })),
  ...ecdsa.map((each) => ({ ...each, spec: specOfCurve[each.curve] ?? "" })),
].map(({ spec, seed, private_key_pkcs8 }) => ({ spec, seed, privateKey: private_key_pkcs8 }))

const questions = knownAnswers.map(({ spec, seed }) => ({ spec, seed }))

/** A module whose `answers` are these, when it finds the package and its numbers are right. */
export const answersModule = `import { decodeBase64, encodeBase64, generateKeyPair } from "@keywright/core"

export async function answers() {
  const found = []
  for (const { spec, seed } of ${JSON.stringify(questions)}) {
    const pair = await generateKeyPair(spec, { seed: decodeBase64(seed), method: "A.1.3" })
    found.push({ spec, seed, privateKey: encodeBase64(pair.privateKey) })
  }
  return found
}
`
