/** Lets an alias name another key, of the same type and usage. */
import { aliasRowId } from "../../model/alias.ts"
import { aliasArn } from "../../model/arn.ts"
import type { KeyRecord } from "../../model/key.ts"
import { notPendingDeletion } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { AliasName, KeyId } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"
import { checkAliasName } from "../../steps/alias-name.ts"
import { checkAliasQuota, enterAlias, readAlias, strikeAlias } from "../../steps/alias-rows.ts"
import { changeKey } from "../../steps/change-key.ts"
import { readKey } from "../../steps/read-key.ts"

export const UpdateAlias: Operation = operation({
  name: "UpdateAlias",
  input: { AliasName: required(AliasName), TargetKeyId: required(KeyId) },
  errors: [
    "DependencyTimeoutException",
    "NotFoundException",
    "KMSInternalException",
    "LimitExceededException",
    "KMSInvalidStateException",
  ],
  key: { member: "TargetKeyId", forms: "id-or-arn", states: notPendingDeletion },
  changes: true,
  check({ input }) {
    checkAliasName(input.AliasName)
  },
  async run({ input: { AliasName: name }, key, refuse, ...service }) {
    const { records, nowMs } = service
    const { scope, keyId } = key
    await changeKey(service, key, async (record) => {
      const alias = await readAlias(records, scope, name)
      if (alias?.record === undefined) {
        throw refuse("NotFoundException", "alias", { alias: aliasArn(scope, name) })
      }
      const { targetKeyId } = alias.record
      const next = { ...alias.record, targetKeyId: keyId, lastUpdatedDate: nowMs }
      const rows = [
        { kind: "alias", id: aliasRowId(scope, name), expect: alias.version, next },
      ] as const
      if (targetKeyId === keyId) return { record, rows }
      const old = await readKey(service, scope, targetKeyId)
      const broken = old?.record && brokenAliasRule(old.record, record)
      if (broken) {
        throw refuse("ValidationException", broken.rule, { alias: name, ...broken.details })
      }
      await checkAliasQuota(records, key)
      const struck = await strikeAlias(records, scope, alias)
      return { record, rows: [...rows, ...struck, await enterAlias(records, key, name)] }
    })
  },
})

/** UpdateAlias: "must be the same type (both symmetric or both asymmetric or both HMAC), and […] the same key usage". */
function brokenAliasRule(
  from: KeyRecord,
  to: KeyRecord,
): { rule: "aliasKeyUsage" | "aliasKeyType"; details: { from: string; to: string } } | undefined {
  if (from.keyUsage !== to.keyUsage) {
    return { rule: "aliasKeyUsage", details: { from: from.keyUsage, to: to.keyUsage } }
  }
  // HMAC keys have a usage of their own, so what is left to tell apart is RSA and SM2 from symmetric encryption.
  const symmetric = [from, to].filter(({ keySpec }) => keySpec === "SYMMETRIC_DEFAULT")
  if (symmetric.length !== 1) return undefined
  return { rule: "aliasKeyType", details: { from: from.keySpec, to: to.keySpec } }
}
