/**
 * The textual encoding of keys, RFC 7468 section 3, in its strict form.
 *
 *   -----BEGIN label-----
 *   base64, 64 characters a line
 *   -----END label-----
 */
import { decodeBase64, encodeBase64 } from "../bytes/base64.ts"
import { CoreError } from "../errors.ts"

/** Sections 10 and 13. */
export type PemLabel = "PRIVATE KEY" | "PUBLIC KEY"

const shape = /^-----BEGIN (PRIVATE KEY|PUBLIC KEY)-----\n([A-Za-z0-9+/=\n]+)\n-----END \1-----\n?$/

/** Ends in a line feed. */
export function encodePem(label: PemLabel, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n")
}

/**
 * The bytes of one PEM text that `encodePem` could have written; lines may end in CR LF, and the last need not end.
 * Throws `keys/pem` for anything else: other labels, headers, text around it, lines of another length.
 */
export function decodePem(text: string): { label: PemLabel; der: Uint8Array<ArrayBuffer> } {
  const unix = text.replaceAll("\r\n", "\n")
  const [, label, lines] = shape.exec(unix) ?? []
  const der = decodeBase64((lines ?? "").replaceAll("\n", ""))
  if (label === undefined || der === undefined) throw new CoreError("keys/pem")
  const pem = { label: label as PemLabel, der }
  if (encodePem(pem.label, der).trimEnd() !== unix.trimEnd()) throw new CoreError("keys/pem")
  return pem
}
