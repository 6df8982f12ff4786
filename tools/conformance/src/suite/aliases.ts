/** The family `aliases`: names for keys. */
import {
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  ListAliasesCommand,
  UpdateAliasCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { type Refusal, refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

/** A quota of AWS KMS: aliases of one key. */
const ALIASES_PER_KEY_MAX = 50

const UNKNOWN_KEY = "12345678-1234-4321-8123-123456789012"

export function aliases({ target, region, kms, newKey }: Stand): void {
  let count = 0
  const newName = (): string => `alias/conformance/${Date.now()}-${count++}`
  const arnOf = (name: string): string => `arn:aws:kms:${region}:${target.account}:${name}`

  const create = (AliasName: string, TargetKeyId: string): Promise<unknown> =>
    kms.send(new CreateAliasCommand({ AliasName, TargetKeyId }))

  describe("aliases", () => {
    test("CreateAlias gives a key a name, and ListAliases shows it", async () => {
      const { KeyId } = await newKey()
      const AliasName = newName()
      await create(AliasName, KeyId)
      const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId }))
      expect(Aliases).toEqual([
        {
          AliasName,
          AliasArn: arnOf(AliasName),
          TargetKeyId: KeyId,
          CreationDate: expect.any(Date),
          LastUpdatedDate: expect.any(Date),
        },
      ])
    })

    test("CreateAlias takes the key's ARN for the key", async () => {
      const { KeyId, Arn } = await newKey()
      const AliasName = newName()
      await create(AliasName, Arn)
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: AliasName }))
      expect(KeyMetadata?.KeyId).toBe(KeyId)
    })

    test("CreateAlias refuses a name that is taken", async () => {
      const { KeyId } = await newKey()
      const name = newName()
      await create(name, KeyId)
      expect(await refusalOf(create(name, KeyId))).toEqual(
        refusal("AlreadyExistsException", `An alias with the name ${arnOf(name)} already exists`),
      )
    })

    test("CreateAlias refuses a name without the prefix", async () => {
      const { KeyId } = await newKey()
      expect(await refusalOf(create("payments", KeyId))).toEqual(
        refusal(
          "ValidationException",
          'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
        ),
      )
    })

    const names: [what: string, name: string, expected: Partial<Refusal>][] = [
      ["a name that is AWS's own", "alias/aws/s3", { name: "NotAuthorizedException" }],
      ["a character that names do not have", "alias/pay ments", { name: "ValidationException" }],
      ["a name of 257 characters", `alias/${"x".repeat(251)}`, { name: "ValidationException" }],
    ]

    test.each(names)("CreateAlias refuses %s", async (_what, name, expected) => {
      const { KeyId } = await newKey()
      expect(await refusalOf(create(name, KeyId))).toMatchObject({ ...expected, status: 400 })
    })

    test("CreateAlias refuses a key that does not exist", async () => {
      const arn = `arn:aws:kms:${region}:${target.account}:key/${UNKNOWN_KEY}`
      expect(await refusalOf(create(newName(), UNKNOWN_KEY))).toEqual(
        refusal("NotFoundException", `Key '${arn}' does not exist`),
      )
    })

    test("CreateAlias refuses the 51st alias of a key", async () => {
      const { KeyId } = await newKey()
      for (let made = 0; made < ALIASES_PER_KEY_MAX; made++) await create(newName(), KeyId)
      expect(await refusalOf(create(newName(), KeyId))).toMatchObject({
        name: "LimitExceededException",
        message: expect.stringMatching(
          /^Aliases per key quota for this account in this region is 50/,
        ),
      })
    })

    test("UpdateAlias points the name at another key", async () => {
      const [one, other] = [await newKey(), await newKey()]
      const AliasName = newName()
      await create(AliasName, one.KeyId)
      await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: other.KeyId }))
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: AliasName }))
      expect(KeyMetadata?.KeyId).toBe(other.KeyId)
      expect((await kms.send(new ListAliasesCommand({ KeyId: one.KeyId }))).Aliases).toEqual([])
    })

    test("UpdateAlias refuses a name that nothing has", async () => {
      const { KeyId } = await newKey()
      const AliasName = newName()
      const call = kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: KeyId }))
      expect(await refusalOf(call)).toEqual(
        refusal("NotFoundException", `Alias ${arnOf(AliasName)} is not found.`),
      )
    })

    test("DeleteAlias takes the name away, and leaves the key", async () => {
      const { KeyId } = await newKey()
      const AliasName = newName()
      await create(AliasName, KeyId)
      await kms.send(new DeleteAliasCommand({ AliasName }))
      const notFound = refusal("NotFoundException", `Alias ${arnOf(AliasName)} is not found.`)
      const described = kms.send(new DescribeKeyCommand({ KeyId: AliasName }))
      expect(await refusalOf(described)).toEqual(notFound)
      const again = kms.send(new DeleteAliasCommand({ AliasName }))
      expect(await refusalOf(again)).toEqual(notFound)
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
      expect(KeyMetadata?.KeyState).toBe("Enabled")
    })

    test("ListAliases shows the aliases of all keys in the order of their names", async () => {
      const { KeyId } = await newKey()
      const mine = [newName(), newName(), newName()]
      for (const name of mine.toReversed()) await create(name, KeyId)
      const { Aliases = [] } = await kms.send(new ListAliasesCommand({ KeyId }))
      expect(Aliases.map(({ AliasName }) => AliasName)).toEqual(mine)
    })
  })
}
