/** Key pairs from seeds: by det-keygen, and, where it has none, as this workspace makes them on Node. */
import { encodeBase64, encodeUtf8, generateKeyPair, type KeyPairSpec } from "@keywright/core"
import ecdsa from "../../../vectors/det-keygen/ecdsa.json" with { type: "json" }
import rsa from "../../../vectors/det-keygen/rsa.json" with { type: "json" }

interface KnownAnswer {
  spec: string
  /** The default when absent. */
  method?: string
  /** In base64, as the PKCS#8 that comes out is. */
  seed: string
  privateKey: string
}

const specOfCurve: Record<string, string> = {
  secp256r1: "ECC_NIST_P256",
  secp384r1: "ECC_NIST_P384",
  secp521r1: "ECC_NIST_P521",
}

/** RSA_2048 is enough of RSA. */
const published: KnownAnswer[] = [
  ...rsa
    .filter(({ bits }) => bits === 2048)
    .map((each) => ({ spec: "RSA_2048", method: "A.1.3", ...answerOf(each) })),
  ...ecdsa.map((each) => ({ spec: specOfCurve[each.curve] ?? "", ...answerOf(each) })),
]

const unpublished: KeyPairSpec[] = ["RSA_2048", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519", "SM2"]

export const knownAnswers: KnownAnswer[] = [
  ...published,
  ...(await Promise.all(unpublished.map(answerHere))),
]

function answerOf({ seed, private_key_pkcs8 }: { seed: string; private_key_pkcs8: string }) {
  return { seed, privateKey: private_key_pkcs8 }
}

async function answerHere(spec: KeyPairSpec): Promise<KnownAnswer> {
  const seed = encodeUtf8(`the same ${spec} everywhere`)
  const { privateKey } = await generateKeyPair(spec, { seed })
  return { spec, seed: encodeBase64(seed), privateKey: encodeBase64(privateKey) }
}

const questions = knownAnswers.map(({ privateKey: _, ...question }) => question)

/** A module whose `answers(engine)` are these, when it finds the packages and their numbers are right on that build. */
export const answersModule = `import { createEngines } from "@keywright/bignum"
import { createCore, decodeBase64, encodeBase64, generateKeyPair, systemRandom } from "@keywright/core"

export async function answers(engine) {
  const core = engine && createCore({ bignum: createEngines({ engine }).open, random: systemRandom })
  const make = core ? core.generateKeyPair : generateKeyPair
  const found = []
  for (const question of ${JSON.stringify(questions)}) {
    const { spec, method, seed } = question
    const pair = await make(spec, { seed: decodeBase64(seed), method })
    found.push({ ...question, privateKey: encodeBase64(pair.privateKey) })
  }
  return found
}
`
