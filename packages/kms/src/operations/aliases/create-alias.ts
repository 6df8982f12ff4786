/** Gives a key a second name. */
import { aliasRowId } from "../../model/alias.ts"
import { aliasArn } from "../../model/arn.ts"
import { notPendingDeletion } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { AliasName, KeyId } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"
import { checkAliasName, isNewAliasName } from "../../steps/alias-name.ts"
import { checkAliasQuota, enterAlias, readAlias } from "../../steps/alias-rows.ts"
import { changeKey } from "../../steps/change-key.ts"

export const CreateAlias: Operation = operation({
  name: "CreateAlias",
  input: { AliasName: required(AliasName), TargetKeyId: required(KeyId) },
  errors: [
    "DependencyTimeoutException",
    "AlreadyExistsException",
    "NotFoundException",
    "InvalidAliasNameException",
    "KMSInternalException",
    "LimitExceededException",
    "KMSInvalidStateException",
  ],
  key: { member: "TargetKeyId", forms: "id-or-arn", states: notPendingDeletion },
  changes: true,
  check({ input, refuse }) {
    checkAliasName(input.AliasName)
    if (!isNewAliasName(input.AliasName)) throw refuse("InvalidAliasNameException")
  },
  async run({ input: { AliasName: name }, key, refuse, ...service }) {
    const { records, nowMs } = service
    const { scope, keyId } = key
    // The key's row is written too, unchanged: so aliases of one key are made one after the other, and the quota holds.
    await changeKey(service, key, async (record) => {
      if ((await readAlias(records, scope, name)) !== undefined) {
        throw refuse("AlreadyExistsException", "alias", { alias: aliasArn(scope, name) })
      }
      await checkAliasQuota(records, key)
      const next = { targetKeyId: keyId, creationDate: nowMs, lastUpdatedDate: nowMs }
      const alias = { kind: "alias", id: aliasRowId(scope, name), expect: "absent", next } as const
      return { record, rows: [alias, await enterAlias(records, key, name)] }
    })
  },
})
