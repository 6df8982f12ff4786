/** Lists the aliases of the caller's account and Region, or those of one key, by name. */
import { type AliasRecord, aliasOfKeyRowId, aliasPrefix, aliasRowId } from "../../model/alias.ts"
import { aliasArn } from "../../model/arn.ts"
import type { KeyScope } from "../../model/key-id.ts"
import { anyState } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { AliasName, KeyId, Limit, Marker } from "../../shape/shared.ts"
import { boolean, list, required, string, structure, timestamp } from "../../shape/words.ts"
import { readAlias } from "../../steps/alias-rows.ts"
import { page } from "../../steps/page.ts"

/** AWS KMS API Reference, ListAliases: "between 1 and 100, inclusive. If you do not include a value, it defaults to 50." */
const limitDefault = 50
const limitMax = 100

export const ListAliases: Operation = operation({
  name: "ListAliases",
  input: { KeyId, Limit, Marker },
  output: {
    Aliases: required(
      list(
        structure({
          AliasName: required(AliasName),
          AliasArn: required(string()),
          TargetKeyId: KeyId,
          CreationDate: timestamp,
          LastUpdatedDate: timestamp,
        }),
      ),
    ),
    NextMarker: Marker,
    Truncated: required(boolean),
  },
  errors: [
    "DependencyTimeoutException",
    "InvalidMarkerException",
    "KMSInternalException",
    "InvalidArnException",
    "NotFoundException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", optional: true, states: anyState },
  async run({ input, key, identity, records }) {
    const limit = Math.min(input.Limit ?? limitDefault, limitMax)
    // An entry in a key's list only names the alias; what that is now, its own row tells.
    const kind = key === undefined ? "alias" : "alias-of-key"
    const prefix =
      key === undefined
        ? aliasRowId(identity, aliasPrefix)
        : aliasOfKeyRowId(key.scope, key.keyId, "")
    const { items, ending } = await page(
      records,
      { purpose: `ListAliases ${prefix}`, marker: input.Marker, limit },
      (after, count) =>
        records.list<AliasRecord>(kind, {
          prefix,
          limit: count,
          ...(after !== undefined && { after }),
        }),
    )
    if (key === undefined) {
      const scopeLength = aliasRowId(identity, "").length
      const entries = items.map(({ id, value }) => entry(identity, id.slice(scopeLength), value))
      return { Aliases: entries, ...ending }
    }
    const names = items.map(({ id }) => id.slice(prefix.length))
    const aliases = await Promise.all(names.map((name) => readAlias(records, key.scope, name)))
    const ofKey = aliases.filter((alias) => alias?.record?.targetKeyId === key.keyId)
    const entries = ofKey.flatMap((alias) =>
      alias ? entry(key.scope, alias.name, alias.record) : [],
    )
    return { Aliases: entries, ...ending }
  },
})

interface AliasListEntry {
  AliasName: string
  AliasArn: string
  TargetKeyId?: string
  CreationDate?: number
  LastUpdatedDate?: number
}

/** Of a damaged row only the name is known: it is listed so that it can be deleted. */
function entry(scope: KeyScope, name: string, record: AliasRecord | undefined): AliasListEntry {
  return {
    AliasName: name,
    AliasArn: aliasArn(scope, name),
    ...(record && {
      TargetKeyId: record.targetKeyId,
      CreationDate: record.creationDate,
      LastUpdatedDate: record.lastUpdatedDate,
    }),
  }
}
