import { encodeDer } from "../../src/der/writer.ts"
import { decodeRsaPublicKey, encodeRsaPublicKey } from "../../src/keys/rsa-public-key.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl } from "./openssl.ts"

examineFormat({
  name: "RSAPublicKey",
  samples: openssl("pkcs1pub"),
  again: (der) => encodeDer(encodeRsaPublicKey(decodeRsaPublicKey(der))),
})
