/** Pages of a list: where the next one begins is a marker that only this service can make. */
import { refuse } from "../errors.ts"
import type { Records } from "../material/records.ts"

export interface PageRequest {
  /** The operation's name and what it lists: a marker of one list is no marker of another. */
  purpose: string
  marker: string | undefined
  limit: number
}

export interface Page<T> {
  items: T[]
  /** Spread into the output: NextMarker is there only when Truncated is true. */
  ending: { Truncated: boolean; NextMarker?: string }
}

/**
 * Up to `limit` items after the marker. `listAfter` gives items in order, strictly after an id, and is asked for one more
 * than the page holds. Throws InvalidMarkerException for a marker that was not made for this list.
 */
export async function page<T extends { id: string }>(
  records: Records,
  { purpose, marker, limit }: PageRequest,
  listAfter: (after: string | undefined, limit: number) => Promise<T[]>,
): Promise<Page<T>> {
  const after = marker === undefined ? undefined : await records.unseal(purpose, marker)
  if (marker !== undefined && after === undefined) throw refuse("InvalidMarkerException", "marker")
  const found = await listAfter(after, limit + 1)
  const items = found.slice(0, limit)
  const last = items.at(-1)
  if (found.length <= limit || last === undefined) return { items, ending: { Truncated: false } }
  return { items, ending: { Truncated: true, NextMarker: await records.seal(purpose, last.id) } }
}
