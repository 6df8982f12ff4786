/** Lists a key's tags, in the order in which they came. */
import { anyState } from "../../model/key-state.ts"
import { tagsPerKeyMax } from "../../model/tag.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId, Limit, Marker, Tags } from "../../shape/shared.ts"
import { boolean, required } from "../../shape/words.ts"
import { page } from "../../steps/page.ts"

export const ListResourceTags: Operation = operation({
  name: "ListResourceTags",
  input: { KeyId: required(KeyId), Limit, Marker },
  output: { Tags: required(Tags), NextMarker: Marker, Truncated: required(boolean) },
  errors: [
    "KMSInternalException",
    "NotFoundException",
    "InvalidArnException",
    "InvalidMarkerException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: anyState },
  async run({ input, key, records }) {
    const limit = Math.min(input.Limit ?? tagsPerKeyMax, tagsPerKeyMax)
    const request = { purpose: `ListResourceTags ${key.arn}`, marker: input.Marker, limit }
    // A marker is text of Latin-1, and a tag's key need not be: so it tells the tag's place.
    const placed = key.record.tags.map((tag, place) => ({ id: String(place), tag }))
    const { items, ending } = await page(records, request, async (after, count) => {
      const start = after === undefined ? 0 : Number(after) + 1
      return placed.slice(start, start + count)
    })
    return { Tags: items.map(({ tag }) => tag), ...ending }
  },
})
