/** The canonical request of Signature Version 4: the one text that both sides make of a request before they sign it. */

/** A request taken apart. Names of headers are in lower case. */
export interface RequestParts {
  method: string
  /** As it was sent. */
  path: string
  query: readonly QueryParameter[]
  headers: ReadonlyMap<string, readonly string[]>
}

/** A name and value of the query: `decoded` for reading, the others percent-encoded in the canonical way. */
export interface QueryParameter {
  name: string
  value: string
  decoded: readonly [name: string, value: string]
}

/**
 * The canonical request of "Create a signed AWS API request", step 1, by the rules for services other than Amazon S3.
 * `signedHeaders` is the list as the client gave it, so that a list in another form gives another text. Nothing when a
 * header of the list is not there, or when the text has no UTF-8: nobody can have signed that.
 */
export function canonicalRequest(
  { method, path, query, headers }: RequestParts,
  signedHeaders: string,
  payloadHash: string,
): string | undefined {
  let lines = ""
  for (const name of signedHeaders.split(";")) {
    const values = headers.get(name)
    if (!values) return undefined
    lines += `${name}:${values.map(canonicalValue).join(",")}\n`
  }
  const canonical = `${method}\n${canonicalPath(path)}\n${canonicalQuery(query)}\n${lines}\n${signedHeaders}\n${payloadHash}`
  return canonical.isWellFormed() ? canonical : undefined
}

/** Cannot sign itself. */
const signatureParameter = "X-Amz-Signature"

/**
 * Without dot segments and empty segments (RFC 3986 section 6.2.2.3), and encoded once more than it was sent. What is no
 * path (RFC 9112 section 3.2.1: it begins with a slash) has nothing to take away, so it never becomes "/".
 */
export function canonicalPath(path: string): string {
  if (path === "/" || path === "") return "/"
  if (!path.startsWith("/")) return percentEncode(utf8.encode(path))
  const segments: string[] = []
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop()
    else if (segment !== "" && segment !== ".") segments.push(percentEncode(utf8.encode(segment)))
  }
  const end = path.endsWith("/") && segments.length > 0 ? "/" : ""
  return `/${segments.join("/")}${end}`
}

/** Sorted by encoded name, then by encoded value; both are ASCII, so the order of UTF-16 is that of the bytes. */
export function canonicalQuery(query: readonly QueryParameter[]): string {
  return query
    .filter(({ name }) => name !== signatureParameter)
    .sort((one, other) => compare(one.name, other.name) || compare(one.value, other.value))
    .map(({ name, value }) => `${name}=${value}`)
    .join("&")
}

/** Trimmed, and each run of spaces and tabs made one space. No other character is blank: it would go unsigned. */
export function canonicalValue(value: string): string {
  return blanks.test(value) ? value.replaceAll(/[ \t]+/g, " ").replace(/^ | $/g, "") : value
}

const blanks = /^[ \t]|[ \t]$|[ \t]{2}|\t/

/** Takes a target apart: the path as it was sent, and the query read and brought into canonical form. */
export function readTarget(target: string): Pick<RequestParts, "path" | "query"> {
  const at = target.indexOf("?")
  if (at < 0) return { path: target, query: [] }
  const parts = target.slice(at + 1).split("&")
  return {
    path: target.slice(0, at),
    query: parts.filter((part) => part !== "").map(readParameter),
  }
}

function readParameter(part: string): QueryParameter {
  const at = part.indexOf("=")
  const name = percentDecode(at < 0 ? part : part.slice(0, at))
  const value = percentDecode(at < 0 ? "" : part.slice(at + 1))
  return {
    name: percentEncode(name),
    value: percentEncode(value),
    decoded: [text.decode(name), text.decode(value)],
  }
}

const utf8 = new TextEncoder()
const text = new TextDecoder()

/** A percent sign without two hexadecimal digits stands for itself. */
function percentDecode(encoded: string): Uint8Array {
  const bytes = utf8.encode(encoded)
  if (!encoded.includes("%")) return bytes
  let length = 0
  for (let i = 0; i < bytes.length; i++) {
    const digits = bytes[i] === percent ? encodedByte(bytes, i + 1) : undefined
    bytes[length++] = digits ?? (bytes[i] as number)
    if (digits !== undefined) i += 2
  }
  return bytes.subarray(0, length)
}

const percent = 0x25

function encodedByte(bytes: Uint8Array, at: number): number | undefined {
  const digits = String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0)
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined
}

/** Every byte but RFC 3986's unreserved characters as % and two capital digits. */
function percentEncode(bytes: Uint8Array): string {
  let encoded = ""
  for (const byte of bytes) encoded += encodedBytes[byte]
  return encoded
}

const encodedBytes = Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if (/[A-Za-z0-9\-._~]/.test(character)) return character
  return `%${byte.toString(16).toUpperCase().padStart(2, "0")}`
})

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
