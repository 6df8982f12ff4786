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

/** A module whose `answers(engine)` are these, when it finds the packages and their numbers are right on that build. */
export const answersModule = `import { createEngines } from "@keywright/bignum"
import { createCore, decodeBase64, encodeBase64, generateKeyPair, systemRandom } from "@keywright/core"

export async function answers(engine) {
  const core = engine && createCore({ bignum: createEngines({ engine }).open, random: systemRandom })
  const make = core ? core.generateKeyPair : generateKeyPair
  const found = []
  for (const { spec, seed } of ${JSON.stringify(questions)}) {
    const pair = await make(spec, { seed: decodeBase64(seed), method: "A.1.3" })
    found.push({ spec, seed, privateKey: encodeBase64(pair.privateKey) })
  }
  return found
}
`
