/** The family `keys`: a key's life from CreateKey to the day of its deletion. */
import {
  CancelKeyDeletionCommand,
  CreateKeyCommand,
  type CreateKeyCommandInput,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  UpdateKeyDescriptionCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { invalid, refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

const DAY_MS = 86_400_000

const tags = (count: number): { TagKey: string; TagValue: string }[] =>
  Array.from({ length: count }, (_, index) => ({ TagKey: `key${index}`, TagValue: "" }))

export function keys({ target, region, kms, newKey }: Stand): void {
  describe("keys", () => {
    test("CreateKey answers with the metadata of an enabled symmetric key", async () => {
      const before = Date.now()
      const { KeyMetadata: key } = await kms.send(new CreateKeyCommand({}))
      expect(key).toEqual({
        AWSAccountId: target.account,
        Arn: `arn:aws:kms:${region}:${target.account}:key/${key?.KeyId}`,
        CreationDate: expect.any(Date),
        CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
        CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
        Description: "",
        Enabled: true,
        EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
        KeyId: expect.stringMatching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
        KeyManager: "CUSTOMER",
        KeySpec: "SYMMETRIC_DEFAULT",
        KeyState: "Enabled",
        KeyUsage: "ENCRYPT_DECRYPT",
        MultiRegion: false,
        Origin: "AWS_KMS",
      })
      expect(Math.abs((key?.CreationDate?.getTime() ?? 0) - before)).toBeLessThan(60_000)
    })

    test("CreateKey keeps the description and the tags that it is given", async () => {
      const Tags = [{ TagKey: "team", TagValue: "payments" }]
      const { KeyMetadata: key } = await kms.send(
        new CreateKeyCommand({ Description: "für Rechnungen", Tags }),
      )
      expect(key?.Description).toBe("für Rechnungen")
      const listed = await kms.send(new ListResourceTagsCommand({ KeyId: key?.KeyId }))
      expect(listed.Tags).toEqual(Tags)
    })

    const refused = (Tags: { TagKey: string; TagValue: string }[]): Promise<unknown> =>
      refusalOf(kms.send(new CreateKeyCommand({ Tags })))

    test("CreateKey refuses more than 50 tags", async () => {
      expect(await refused(tags(51))).toEqual(refusal("TagException", "Too many tags"))
    })

    test("CreateKey refuses a tag key that comes twice", async () => {
      const twice = [...tags(1), ...tags(1)]
      expect(await refused(twice)).toEqual(refusal("TagException", "Duplicate tag keys"))
    })

    test.each(["aws:x", "AWS:x"])("CreateKey refuses the reserved tag key %s", async (TagKey) => {
      const reserved = refusal("TagException", "Tags beginning with aws: are reserved")
      expect(await refused([{ TagKey, TagValue: "" }])).toEqual(reserved)
    })

    test("CreateKey refuses a key spec that does not exist", async () => {
      const call = kms.send(new CreateKeyCommand({ KeySpec: "RSA_1024" as "RSA_2048" }))
      expect(await refusalOf(call)).toMatchObject({
        name: "ValidationException",
        message: expect.stringMatching(
          /^1 validation error detected: Value 'RSA_1024' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: \[.*RSA_2048.*\]$/,
        ),
      })
    })

    test("CreateKey refuses a description of 8193 characters", async () => {
      const Description = "x".repeat(8193)
      const call = kms.send(new CreateKeyCommand({ Description }))
      expect(await refusalOf(call)).toEqual(
        invalid(
          `'${Description}'`,
          "description",
          "Member must have length less than or equal to 8192",
        ),
      )
    })

    test("CreateKey refuses a usage that the key spec does not have", async () => {
      const call = kms.send(
        new CreateKeyCommand({ KeySpec: "SYMMETRIC_DEFAULT", KeyUsage: "SIGN_VERIFY" }),
      )
      expect(await refusalOf(call)).toEqual(
        refusal(
          "ValidationException",
          "KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT",
        ),
      )
    })

    test("CreateKey refuses an HMAC key without a usage", async () => {
      expect(await refusalOf(kms.send(new CreateKeyCommand({ KeySpec: "HMAC_256" })))).toEqual(
        refusal(
          "ValidationException",
          "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
        ),
      )
    })

    const notBuilt: [what: string, input: CreateKeyCommandInput][] = [
      ["an asymmetric key", { KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" }],
      ["an HMAC key", { KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" }],
      ["imported material", { Origin: "EXTERNAL" }],
      ["a multi-Region key", { MultiRegion: true }],
    ]

    test.each(notBuilt)("CreateKey refuses %s, which is not built", async (_what, input) => {
      expect(await refusalOf(kms.send(new CreateKeyCommand(input)))).toMatchObject({
        name: "UnsupportedOperationException",
        status: 400,
      })
    })

    test("DescribeKey answers with what CreateKey answered", async () => {
      const key = await newKey()
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: key.KeyId }))
      expect(KeyMetadata).toEqual(key)
    })

    test("ListKeys names a new key by id and ARN", async () => {
      const { KeyId, Arn: KeyArn } = await newKey()
      const { Keys, Truncated } = await kms.send(new ListKeysCommand({ Limit: 1000 }))
      expect(Keys).toContainEqual({ KeyId, KeyArn })
      expect(Truncated).toBe(false)
    })

    test("DisableKey and EnableKey change the state, and may be repeated", async () => {
      const { KeyId } = await newKey()
      const rows: [Command: typeof EnableKeyCommand | typeof DisableKeyCommand, state: string][] = [
        [EnableKeyCommand, "Enabled"],
        [DisableKeyCommand, "Disabled"],
        [DisableKeyCommand, "Disabled"],
        [EnableKeyCommand, "Enabled"],
      ]
      for (const [Command, state] of rows) {
        await kms.send(new Command({ KeyId }))
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
        expect(KeyMetadata?.KeyState).toBe(state)
        expect(KeyMetadata?.Enabled).toBe(state === "Enabled")
      }
    })

    test("UpdateKeyDescription replaces the description", async () => {
      const { KeyId } = await newKey()
      await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: "second" }))
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
      expect(KeyMetadata?.Description).toBe("second")
    })

    test("UpdateKeyDescription refuses to be without a description", async () => {
      const { KeyId } = await newKey()
      const call = kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: undefined }))
      expect(await refusalOf(call)).toEqual(
        invalid("null", "description", "Member must not be null"),
      )
    })

    const windows: [given: number | undefined, days: number][] = [
      [undefined, 30],
      [7, 7],
      [30, 30],
    ]

    test.each(windows)(
      "ScheduleKeyDeletion given a waiting period of %s days sets the date %s days off",
      async (PendingWindowInDays, days) => {
        const { KeyId, Arn } = await newKey()
        const answer = await kms.send(
          new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }),
        )
        expect(answer).toMatchObject({
          KeyId: Arn,
          KeyState: "PendingDeletion",
          PendingWindowInDays: days,
        })
        const waitsMs = (answer.DeletionDate?.getTime() ?? 0) - Date.now()
        expect(Math.abs(waitsMs - days * DAY_MS)).toBeLessThan(60_000)
        const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
        expect(KeyMetadata).toMatchObject({
          KeyState: "PendingDeletion",
          Enabled: false,
          DeletionDate: answer.DeletionDate,
        })
      },
    )

    test.each([6, 31])("ScheduleKeyDeletion refuses a waiting period of %s days", async (days) => {
      const { KeyId } = await newKey()
      const call = kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: days }))
      expect(await refusalOf(call)).toMatchObject({ name: "ValidationException", status: 400 })
    })

    test("ScheduleKeyDeletion refuses a key that is pending deletion", async () => {
      const { KeyId, Arn } = await newKey()
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId }))
      expect(await refusalOf(kms.send(new ScheduleKeyDeletionCommand({ KeyId })))).toEqual(
        refusal("KMSInvalidStateException", `${Arn} is pending deletion.`),
      )
    })

    test("CancelKeyDeletion leaves the key disabled, without a date", async () => {
      const { KeyId, Arn } = await newKey()
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId }))
      expect((await kms.send(new CancelKeyDeletionCommand({ KeyId }))).KeyId).toBe(Arn)
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
      expect(KeyMetadata?.KeyState).toBe("Disabled")
      expect(KeyMetadata).not.toHaveProperty("DeletionDate")
    })

    test("CancelKeyDeletion refuses a key that is not pending deletion", async () => {
      const { KeyId, Arn } = await newKey()
      expect(await refusalOf(kms.send(new CancelKeyDeletionCommand({ KeyId })))).toEqual(
        refusal("KMSInvalidStateException", `${Arn} is not pending deletion.`),
      )
    })
  })
}
