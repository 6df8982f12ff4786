import { expect, test } from "vitest"
import { encodeHex } from "../../src/bytes/hex.ts"
import { encodeUtf8 } from "../../src/bytes/utf8.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"

test("sha256 of abc is the example of FIPS 180-4", async () => {
  expect(encodeHex(await webCrypto.sha256(encodeUtf8("abc")))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  )
})

test("hmacSha256 gives test case 2 of RFC 4231", async () => {
  const key = await webCrypto.importHmacKey(encodeUtf8("Jefe"))
  const mac = await webCrypto.hmacSha256(key, encodeUtf8("what do ya want for nothing?"))
  expect(encodeHex(mac)).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
})

test("An HMAC key cannot be read back, and outlives the bytes it was made from", async () => {
  const raw = encodeUtf8("Jefe")
  const key = await webCrypto.importHmacKey(raw)
  raw.fill(0)
  await expect(crypto.subtle.exportKey("raw", key as CryptoKey)).rejects.toThrow()
  const mac = await webCrypto.hmacSha256(key, encodeUtf8("what do ya want for nothing?"))
  expect(encodeHex(mac).slice(0, 8)).toBe("5bdcc146")
})

/** Test case 16 of "The Galois/Counter Mode of Operation (GCM)", McGrew and Viega. */
const gcm = {
  key: hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
  iv: hex("cafebabefacedbaddecaf888"),
  plaintext: hex(
    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
  ),
  additionalData: hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
  sealed: hex(
    "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b",
  ),
}

test("sealAes256Gcm and openAes256Gcm give test case 16 of the GCM specification", async () => {
  const { key, iv, plaintext, additionalData, sealed } = gcm
  expect(await webCrypto.sealAes256Gcm(key, iv, plaintext, additionalData)).toEqual(sealed)
  expect(await webCrypto.openAes256Gcm(key, iv, sealed, additionalData)).toEqual(plaintext)
})

test("openAes256Gcm gives nothing for a wrong tag, wrong data or fewer bytes than a tag", async () => {
  const { key, iv, additionalData, sealed } = gcm
  const open = (bytes: Uint8Array, data: Uint8Array) =>
    webCrypto.openAes256Gcm(key, iv, bytes, data)
  const wrongTag = sealed.slice()
  wrongTag[wrongTag.length - 1] = 0
  expect(await open(wrongTag, additionalData)).toBeUndefined()
  expect(await open(sealed, additionalData.subarray(1))).toBeUndefined()
  expect(await open(sealed.subarray(0, 15), additionalData)).toBeUndefined()
  expect(await open(new Uint8Array(0), additionalData)).toBeUndefined()
})

test("openAes256Gcm does not take a mistake for a wrong tag", async () => {
  const { key, iv, additionalData, sealed } = gcm
  const wrongKey = async () => webCrypto.openAes256Gcm(key.subarray(1), iv, sealed, additionalData)
  await expect(wrongKey()).rejects.toThrow()
  const notBytes = async () => webCrypto.openAes256Gcm(key, iv, sealed, "text" as never)
  await expect(notBytes()).rejects.toThrow(TypeError)
})
