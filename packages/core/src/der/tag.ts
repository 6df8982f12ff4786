/** The identifier octets of the ASN.1 types that key formats use (X.690, section 8.1.2). */

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  sequence: 0x30,
} as const

/** `[number]`, constructed: an explicit tag around other elements. */
export function contextTag(number: number): number {
  return 0xa0 | number
}

/** The name of a tag for an error's sentence. */
export function tagName(tag: number): string {
  const known = Object.entries(tags).find(([, value]) => value === tag)
  return known === undefined ? `[${tag & 0x1f}]` : known[0]
}
