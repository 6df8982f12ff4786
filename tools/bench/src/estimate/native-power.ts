/** One modular power by the runtime's own crypto: base, exponent and modulus of the same size, in constant time. */
import { createDiffieHellman } from "node:crypto"
import { streamOf } from "../first-key/stream.ts"

/**
 * A Diffie-Hellman secret is one power, by the code that OpenSSL's Miller-Rabin runs. Odd numbers of `bits` bits, the top bits set; that
 * the modulus is no prime does not matter to the time. Throws where the runtime refuses such a group.
 */
export function nativePower(bits: number): () => void {
  const random = streamOf(bits)
  const number = () => {
    const bytes = Buffer.from(random(bits / 8))
    bytes[0] = (bytes[0] as number) | 0xc0
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] as number) | 1
    return bytes
  }
  const modulus = number()
  const exchange = createDiffieHellman(modulus, 2)
  const exponent = Buffer.from(modulus)
  exponent[exponent.length - 1] = (exponent[exponent.length - 1] as number) ^ 1
  exchange.setPrivateKey(exponent)
  const other = number()
  other[0] = 0x80 // below the modulus
  const power = () => {
    exchange.computeSecret(other)
  }
  power()
  return power
}
