/** OpenSSL's command line as a judge: it knows nothing of us, and reads what we make. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** OpenSSL's version line, or nothing when this machine has none. */
export const opensslVersion: string | undefined = versionOf("openssl")

/** How OpenSSL signs with a key of one kind. Ed25519 hashes by itself, and takes no digest. */
const SIGNING: Record<string, readonly string[]> = {
  RSA: ["-rawin", "-digest", "sha256"],
  ECC: ["-rawin", "-digest", "sha256"],
  SM2: ["-rawin", "-digest", "sm3"],
  ED25519: ["-rawin"],
}

export interface Verdict {
  /** What `openssl pkey -check` says about the private half: "Key is valid". */
  check: string
  /** The public half that OpenSSL derives from the private one: SubjectPublicKeyInfo, DER. */
  derived: Uint8Array
  /** What OpenSSL says of the public half: "Public-Key: (2048 bit)". */
  description: string
  /** Whether a signature by the private half verifies under the public half, and a damaged one does not. */
  signs: boolean
}

/** Reads both halves of a pair, DER, and judges them. The private half lies in a temporary folder of mode 0700 meanwhile. */
export function judge(spec: string, privateKey: Uint8Array, publicKey: Uint8Array): Verdict {
  const folder = mkdtempSync(join(tmpdir(), "keywright-judge-"))
  const inFolder = (name: string): string => join(folder, name)
  try {
    writeFileSync(inFolder("private.der"), privateKey, { mode: 0o600 })
    writeFileSync(inFolder("public.der"), publicKey)
    writeFileSync(inFolder("message"), "signed by the private half")
    openssl("pkey -inform DER -in private.der -out private.pem")
    openssl("pkey -pubin -inform DER -in public.der -out public.pem")
    return {
      check: openssl("pkey -in private.pem -noout -check").toString().trim(),
      derived: new Uint8Array(openssl("pkey -in private.pem -pubout -outform DER")),
      description:
        openssl("pkey -pubin -in public.pem -noout -text_pub").toString().split("\n")[0] ?? "",
      signs: signsAndVerifies(),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }

  function openssl(words: string, ...more: string[]): Buffer {
    return execFileSync("openssl", [...words.split(" "), ...more], { cwd: folder, stdio: "pipe" })
  }

  function signsAndVerifies(): boolean {
    const how = SIGNING[kindOf(spec)] ?? []
    openssl("pkeyutl -sign -inkey private.pem -in message -out signature", ...how)
    openssl("pkeyutl -verify -pubin -inkey public.pem -in message -sigfile signature", ...how)
    writeFileSync(inFolder("message"), "signed by nobody")
    try {
      openssl("pkeyutl -verify -pubin -inkey public.pem -in message -sigfile signature", ...how)
      return false
    } catch {
      return true
    }
  }
}

function kindOf(spec: string): string {
  return spec === "ECC_NIST_EDWARDS25519" ? "ED25519" : (spec.split("_")[0] ?? spec)
}

/** The first line that a tool says of its version, or nothing when it is not on the PATH. */
export function versionOf(command: string): string | undefined {
  try {
    const argument = command === "openssl" ? "version" : "--version"
    return execFileSync(command, [argument], { stdio: "pipe" }).toString().split("\n")[0]
  } catch {
    return undefined
  }
}
