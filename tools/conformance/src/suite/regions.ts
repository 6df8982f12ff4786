/** Several Regions on one port: told apart by the signature's scope, each with keys of its own. */
import {
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  ListKeysCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

/** A Region that no test serves. */
const UNSERVED = "sa-east-1"

export function regions({ target, region, kms, kmsIn, newKey }: Stand): void {
  const other = target.regions.find((each) => each !== region && !each.startsWith("cn-"))
  const chinese = target.regions.find((each) => each.startsWith("cn-"))

  describe("Regions", () => {
    test.skipIf(other === undefined)("DescribeKey does not find another Region's key", async () => {
      const elsewhere = kmsIn(other ?? "")
      const { KeyId, Arn } = await newKey()
      const asId = elsewhere.send(new DescribeKeyCommand({ KeyId }))
      const arn = `arn:aws:kms:${other}:${target.account}:key/${KeyId}`
      expect(await refusalOf(asId)).toEqual(
        refusal("NotFoundException", `Key '${arn}' does not exist`),
      )
      const asArn = elsewhere.send(new DescribeKeyCommand({ KeyId: Arn }))
      expect(await refusalOf(asArn)).toEqual(refusal("NotFoundException", `Invalid arn ${region}`))
    })

    test.skipIf(other === undefined)("ListKeys shows the keys of its Region only", async () => {
      const elsewhere = kmsIn(other ?? "")
      const [mine, theirs] = [await newKey(), await newKey(elsewhere)]
      const { Keys = [] } = await elsewhere.send(new ListKeysCommand({ Limit: 1000 }))
      const ids = Keys.map(({ KeyId }) => KeyId)
      expect(ids).toContain(theirs.KeyId)
      expect(ids).not.toContain(mine.KeyId)
      expect(theirs.Arn).toContain(`:${other}:`)
    })

    test.skipIf(other === undefined)(
      "Decrypt does not open another Region's ciphertext",
      async () => {
        const { KeyId } = await newKey()
        const { CiphertextBlob } = await kms.send(
          new EncryptCommand({ KeyId, Plaintext: new Uint8Array(8) }),
        )
        const call = kmsIn(other ?? "").send(new DecryptCommand({ CiphertextBlob }))
        expect(await refusalOf(call)).toEqual({
          ...refusal(
            "AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
          ),
        })
      },
    )

    test.skipIf(other === undefined)("CreateAlias may give one name in two Regions", async () => {
      const elsewhere = kmsIn(other ?? "")
      const [mine, theirs] = [await newKey(), await newKey(elsewhere)]
      const AliasName = `alias/both-${mine.KeyId}`
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: mine.KeyId }))
      await elsewhere.send(new CreateAliasCommand({ AliasName, TargetKeyId: theirs.KeyId }))
      const found = await elsewhere.send(new DescribeKeyCommand({ KeyId: AliasName }))
      expect(found.KeyMetadata?.Arn).toBe(theirs.Arn)
    })

    test.skipIf(chinese === undefined)(
      "CreateKey in a Region of China names the partition aws-cn",
      async () => {
        const { Arn, KeyId } = await newKey(kmsIn(chinese ?? ""))
        expect(Arn).toBe(`arn:aws-cn:kms:${chinese}:${target.account}:key/${KeyId}`)
      },
    )

    test("ListKeys refuses a Region that is not served", async () => {
      const call = kmsIn(UNSERVED).send(new ListKeysCommand({}))
      expect(await refusalOf(call)).toMatchObject({
        name: "InvalidSignatureException",
        message: expect.stringContaining(
          `Credential should be scoped to a valid region, not '${UNSERVED}'.`,
        ),
        status: 400,
      })
    })
  })
}
