/** Takes a second name away. The key stays as it is. */
import { aliasRowId } from "../../model/alias.ts"
import { aliasArn } from "../../model/arn.ts"
import { type Operation, operation } from "../../operation.ts"
import { AliasName } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"
import { checkAliasName } from "../../steps/alias-name.ts"
import { readAlias, strikeAlias } from "../../steps/alias-rows.ts"
import { writeOrAgain } from "../../steps/write-or-again.ts"

export const DeleteAlias: Operation = operation({
  name: "DeleteAlias",
  input: { AliasName: required(AliasName) },
  errors: [
    "DependencyTimeoutException",
    "NotFoundException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  changes: true,
  check({ input }) {
    checkAliasName(input.AliasName)
  },
  async run({ input: { AliasName: name }, identity, records, refuse }) {
    const arn = aliasArn(identity, name)
    await writeOrAgain(records, arn, async () => {
      const alias = await readAlias(records, identity, name)
      if (alias === undefined) throw refuse("NotFoundException", "alias", { alias: arn })
      const id = aliasRowId(identity, name)
      const struck = await strikeAlias(records, identity, alias)
      return [{ kind: "alias", id, expect: alias.version, next: "gone" }, ...struck]
    })
  },
})
