/** Tags of keys, and the rules of a list of them. Lengths are the shape's affair (shape/shared.ts). */

export interface Tag {
  TagKey: string
  TagValue: string
}

/** The quota of tags of one key. */
export const tagsPerKeyMax = 50

/** The rule of AWS that a list of new tags breaks, or nothing. Too many of them is told by mergeTags. */
export function brokenTagRule(
  tags: readonly Tag[],
): "duplicateTagKeys" | "reservedTagKey" | undefined {
  const keys = tags.map((tag) => tag.TagKey)
  if (new Set(keys).size < keys.length) return "duplicateTagKeys"
  if (keys.some(isReservedTagKey)) return "reservedTagKey"
  return undefined
}

/** Whether a tag key begins with `aws:` in any case: those are AWS's own. */
export function isReservedTagKey(key: string): boolean {
  return key.toLowerCase().startsWith("aws:")
}

/**
 * A key's tags after new ones came: a known key keeps its place and changes its value, others follow in order. The
 * caller refuses the result when it holds more than `tagsPerKeyMax`.
 */
export function mergeTags(old: readonly Tag[], fresh: readonly Tag[]): Tag[] {
  const values = new Map([...old, ...fresh].map((tag) => [tag.TagKey, tag.TagValue]))
  return Array.from(values, ([TagKey, TagValue]) => ({ TagKey, TagValue }))
}
