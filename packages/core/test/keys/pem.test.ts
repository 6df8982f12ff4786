import { expect, test } from "vitest"
import { encodeUtf8 } from "../../src/bytes/utf8.ts"
import { decodePem, encodePem } from "../../src/keys/pem.ts"
import { openssl, opensslKey } from "./openssl.ts"

const pem = encodePem("PUBLIC KEY", opensslKey("ed25519.spki"))

test("PEM is what OpenSSL writes", () => {
  const lines = encodePem("PRIVATE KEY", opensslKey("p256.pkcs8")).split("\n")
  expect(lines[0]).toBe("-----BEGIN PRIVATE KEY-----")
  expect(lines.slice(1, -2).map((line) => line.length)).toEqual([64, 64, 56])
  expect(lines.slice(-2)).toEqual(["-----END PRIVATE KEY-----", ""])
})

test.each(Object.entries({ ...openssl("pkcs8"), ...openssl("spki") }))(
  "PEM round-trips %s",
  (name, der) => {
    const label = name.endsWith("spki") ? "PUBLIC KEY" : "PRIVATE KEY"
    expect(decodePem(encodePem(label, der))).toEqual({ label, der })
  },
)

test("Lines may end in CR LF, and the last need not end", () => {
  const known = decodePem(pem)
  expect(decodePem(pem.replaceAll("\n", "\r\n"))).toEqual(known)
  expect(decodePem(pem.trimEnd())).toEqual(known)
})

test("Every proper prefix of a PEM text is refused, up to the last line feed", () => {
  for (let length = 0; length < pem.length - 1; length++) {
    expect(() => decodePem(pem.slice(0, length)), `${length} characters`).toThrow("keys/pem")
  }
})

test("Every changed character is refused, or is other base64 in the same place", () => {
  for (let at = 0; at < pem.length; at++) {
    for (const character of ["A", "=", "-", " ", "\n"]) {
      const changed = `${pem.slice(0, at)}${character}${pem.slice(at + 1)}`
      let again: string | undefined
      try {
        const { label, der } = decodePem(changed)
        again = encodePem(label, der)
      } catch (error) {
        expect((error as Error).message).toContain("keys/pem")
      }
      if (again !== undefined) expect(again.trimEnd()).toBe(changed.trimEnd())
    }
  }
})

const refused = [
  ["there is text before it", `Subject: me\n${pem}`],
  ["there is text behind it", `${pem}more`],
  ["there are two in one", pem + pem],
  ["its label is another", pem.replaceAll("PUBLIC KEY", "CERTIFICATE")],
  ["its labels differ", pem.replace("END PUBLIC", "END PRIVATE")],
  ["its lines are shorter than 64 characters", pem.replace("\nMCow", "\nMC\now")],
  ["an empty line is inside", pem.replace("\nMCow", "\n\nMCow")],
  ["a line ends in a space", pem.replace("-----\nMCow", "-----\nMCow ")],
  ["a line ends in a lone CR", pem.replaceAll("\n", "\r")],
  ["two line feeds end it", `${pem}\n`],
  ["it has a header", pem.replace("\nMCow", "\nProc-Type: 4,ENCRYPTED\n\nMCow")],
  ["it is empty", "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----\n"],
] as const

test.each(refused)("PEM is refused when %s", (_, text) => {
  expect(encodeUtf8(text)).not.toEqual(encodeUtf8(pem))
  expect(() => decodePem(text)).toThrow("keys/pem")
})
