/** What is true of the symmetric primitives of every runtime. */
import { type Symmetric, webCrypto } from "@keywright/core"
import { expect, test } from "vitest"

const bytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))
const LENGTHS = [0, 1, 15, 16, 17, 31, 32, 64, 4096, 65_536]

/** Registers the tests of one of them. */
export function describeAgreement(name: string, symmetric: Symmetric): void {
  /** The slow twin is WebCrypto, which has the same door. */
  test.each(LENGTHS)(`${name} agrees with WebCrypto on %i bytes`, async (length) => {
    const [data, key, iv, context] = [bytes(length), bytes(32), bytes(12), bytes(length % 100)]
    expect(plain(await symmetric.sha256(data))).toEqual(plain(await webCrypto.sha256(data)))
    const hmac = async (one: Symmetric) =>
      plain(await one.hmacSha256(await one.importHmacKey(key), data))
    expect(await hmac(symmetric)).toEqual(await hmac(webCrypto))
    const sealed = await symmetric.sealAes256Gcm(key, iv, data, context)
    expect(plain(sealed)).toEqual(plain(await webCrypto.sealAes256Gcm(key, iv, data, context)))
    expect(plain(await symmetric.openAes256Gcm(key, iv, sealed, context))).toEqual(plain(data))
  })

  test(`${name} opens nothing that was altered, wherever it was`, async () => {
    const [key, iv, data, context] = [bytes(32), bytes(12), bytes(20), bytes(5)]
    const sealed = new Uint8Array(await symmetric.sealAes256Gcm(key, iv, data, context))
    for (const [name, array] of Object.entries({ key, iv, sealed, context })) {
      for (let i = 0; i < array.length; i++) {
        array[i] = (array[i] as number) ^ 1
        const opened = await symmetric.openAes256Gcm(key, iv, sealed, context)
        expect(opened, `${name} byte ${i}`).toBeUndefined()
        array[i] = (array[i] as number) ^ 1
      }
    }
    for (let length = 0; length < sealed.length; length++) {
      const part = sealed.subarray(0, length)
      expect(await symmetric.openAes256Gcm(key, iv, part, context), `${length}`).toBeUndefined()
    }
  })

  test(`${name} keeps an HMAC key that its caller wipes`, async () => {
    const raw = bytes(32)
    const key = await symmetric.importHmacKey(raw)
    const before = plain(await symmetric.hmacSha256(key, new Uint8Array(3)))
    raw.fill(0)
    expect(plain(await symmetric.hmacSha256(key, new Uint8Array(3)))).toEqual(before)
  })
}

/** Without the class: Node's Buffer is a Uint8Array too. */
function plain(array: Uint8Array | undefined): number[] | undefined {
  return array && Array.from(array)
}
