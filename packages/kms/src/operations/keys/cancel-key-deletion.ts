/** Takes a scheduled deletion back. The key stays disabled until somebody enables it. */

import { deletionRowId } from "../../model/deletion.ts"
import { cancelled } from "../../model/key.ts"
import { cancellable } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId } from "../../shape/shared.ts"
import { required, string } from "../../shape/words.ts"
import { changeKey } from "../../steps/change-key.ts"

export const CancelKeyDeletion: Operation = operation({
  name: "CancelKeyDeletion",
  input: { KeyId: required(KeyId) },
  output: { KeyId: required(string()) },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: cancellable },
  changes: true,
  async run({ key, ...service }) {
    await changeKey(service, key, async (current) => {
      const id = deletionRowId(current.deletionDate ?? 0, key.scope, key.keyId)
      const row = await service.records.read("deletion", id)
      const rows = row && [{ kind: "deletion", id, expect: row.version, next: "gone" } as const]
      return { record: cancelled(current), rows: rows ?? [] }
    })
    return { KeyId: key.arn }
  },
})
