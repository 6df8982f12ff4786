/** The order of ids: that of their UTF-8 bytes, which is that of code points, where UTF-16 puts surrogates before U+E000. */

/** Less than, equal to or greater than 0, as the UTF-8 bytes of one text are before, the same as or after the other's. */
export function compareUtf8(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let i = 0; i < length; i++) {
    const difference = utf8Rank(one.charCodeAt(i)) - utf8Rank(other.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return one.length - other.length
}

function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
