// A key pair as CryptoKeys of WebCrypto: they sign and verify, and the private one does not leave.
import { generateKeyPair, wipe } from "@keywright/core"

const pair = await generateKeyPair("ECC_NIST_P256")
const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }
const privateKey = await crypto.subtle.importKey("pkcs8", pair.privateKey, ecdsa, false, ["sign"])
const publicKey = await crypto.subtle.importKey("spki", pair.publicKey, ecdsa, true, ["verify"])
wipe(pair.privateKey)

const message = new TextEncoder().encode("hello")
const signature = await crypto.subtle.sign(ecdsa, privateKey, message)
console.log(await crypto.subtle.verify(ecdsa, publicKey, signature, message)) // true
