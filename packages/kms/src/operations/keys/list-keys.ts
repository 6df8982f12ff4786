/** Lists the keys of the caller's account and Region, by key id. */
import { keyArn } from "../../model/arn.ts"
import { isPastDeletion, type KeyRecord } from "../../model/key.ts"
import { keyRowId } from "../../model/key-id.ts"
import { type Operation, operation } from "../../operation.ts"
import { Limit, Marker } from "../../shape/shared.ts"
import { boolean, list, required, string, structure } from "../../shape/words.ts"
import { page } from "../../steps/page.ts"

/** AWS KMS API Reference, ListKeys: Limit. */
const defaultLimit = 100

export const ListKeys: Operation = operation({
  name: "ListKeys",
  input: { Limit, Marker },
  output: {
    Keys: list(structure({ KeyId: required(string()), KeyArn: required(string()) })),
    NextMarker: string(),
    Truncated: boolean,
  },
  errors: ["DependencyTimeoutException", "KMSInternalException", "InvalidMarkerException"],
  async run({ input, identity, nowMs, records }) {
    const prefix = keyRowId(identity, "")
    const { items, ending } = await page(
      records,
      { purpose: `ListKeys ${prefix}`, marker: input.Marker, limit: input.Limit ?? defaultLimit },
      (after, limit) =>
        records.list<KeyRecord>("key", { prefix, limit, ...(after !== undefined && { after }) }),
    )
    const living = items.filter(({ value }) => value === undefined || !isPastDeletion(value, nowMs))
    const ids = living.map(({ id }) => id.slice(prefix.length))
    return { Keys: ids.map((id) => ({ KeyId: id, KeyArn: keyArn(identity, id) })), ...ending }
  },
})
