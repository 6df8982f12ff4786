/** Object identifiers between dots and bytes (X.690, section 8.19). */

/** An arc of the identifiers we know takes 3 bytes at most; 4 leave no doubt about the size of a number. */
const arcBytesMax = 4

/** The content of an OBJECT IDENTIFIER. `dotted` is one of our own tables: it is not checked. */
export function encodeOid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number)
  return Uint8Array.from([40 * first + second, ...rest].flatMap(encodeArc))
}

/** The dotted form, or nothing when the content is empty, cut off, padded or has an arc of more than 28 bits. */
export function decodeOid(content: Uint8Array): string | undefined {
  const arcs: number[] = []
  let arc = 0
  let arcBytes = 0
  for (const byte of content) {
    const padded = arcBytes === 0 && byte === 0x80
    if (padded || arcBytes === arcBytesMax) return undefined
    arc = (arc << 7) | (byte & 0x7f)
    arcBytes += 1
    if (byte & 0x80) continue
    arcs.push(arc)
    arc = 0
    arcBytes = 0
  }
  const [joined, ...rest] = arcs
  if (joined === undefined || arcBytes !== 0) return undefined
  const first = Math.min(2, Math.floor(joined / 40))
  return [first, joined - 40 * first, ...rest].join(".")
}

/** Seven bits a byte, most significant first, the top bit set on all but the last. */
function encodeArc(arc: number): number[] {
  const bytes = [arc & 0x7f]
  for (let left = arc >>> 7; left > 0; left >>>= 7) bytes.unshift(0x80 | (left & 0x7f))
  return bytes
}
