/** The four forms of a key's name: key id, key ARN, alias name, alias ARN; and what is none of them. */
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  type DescribeKeyCommandOutput,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  type EncryptCommandOutput,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetKeyPolicyCommand,
  ListKeyPoliciesCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from "@aws-sdk/client-kms"
import { beforeAll, describe, expect, test } from "vitest"
import { invalid, type Refusal, refusal, refusalOf } from "../refusal.ts"
import type { AnyCommand, Key, Stand } from "../target.ts"

const Plaintext = new Uint8Array(8)

/** A command for each operation, given the name of a key. */
type Row = [operation: string, make: (KeyId: string) => AnyCommand]

const WITH_ALIAS: Row[] = [
  ["DescribeKey", (KeyId) => new DescribeKeyCommand({ KeyId })],
  ["Encrypt", (KeyId) => new EncryptCommand({ KeyId, Plaintext })],
  ["GenerateDataKey", (KeyId) => new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" })],
  [
    "GenerateDataKeyWithoutPlaintext",
    (KeyId) => new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: "AES_256" }),
  ],
  [
    "GenerateDataKeyPair",
    (KeyId) => new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" }),
  ],
  [
    "GenerateDataKeyPairWithoutPlaintext",
    (KeyId) =>
      new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" }),
  ],
]

const WITHOUT_ALIAS: Row[] = [
  ["EnableKey", (KeyId) => new EnableKeyCommand({ KeyId })],
  ["DisableKey", (KeyId) => new DisableKeyCommand({ KeyId })],
  ["UpdateKeyDescription", (KeyId) => new UpdateKeyDescriptionCommand({ KeyId, Description: "" })],
  ["ScheduleKeyDeletion", (KeyId) => new ScheduleKeyDeletionCommand({ KeyId })],
  ["CancelKeyDeletion", (KeyId) => new CancelKeyDeletionCommand({ KeyId })],
  ["GetKeyPolicy", (KeyId) => new GetKeyPolicyCommand({ KeyId })],
  ["PutKeyPolicy", (KeyId) => new PutKeyPolicyCommand({ KeyId, Policy: "{}" })],
  ["ListKeyPolicies", (KeyId) => new ListKeyPoliciesCommand({ KeyId })],
  [
    "TagResource",
    (KeyId) => new TagResourceCommand({ KeyId, Tags: [{ TagKey: "a", TagValue: "" }] }),
  ],
  ["UntagResource", (KeyId) => new UntagResourceCommand({ KeyId, TagKeys: ["a"] })],
  ["ListResourceTags", (KeyId) => new ListResourceTagsCommand({ KeyId })],
  [
    "CreateAlias",
    (TargetKeyId) => new CreateAliasCommand({ AliasName: `alias/of-${Date.now()}`, TargetKeyId }),
  ],
]

const UNKNOWN = "12345678-1234-4321-8123-123456789012"

export function identifiers({ target, region, kms, newKey }: Stand): void {
  const here = `arn:aws:kms:${region}:${target.account}`

  describe("key identifiers", () => {
    let key: Key
    let forms: Record<string, string>

    beforeAll(async () => {
      key = await newKey()
      const AliasName = `alias/identifiers-${Date.now()}`
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: key.KeyId }))
      forms = {
        "key id": key.KeyId,
        "key ARN": key.Arn,
        "alias name": AliasName,
        "alias ARN": `${here}:${AliasName}`,
      }
    })

    describe.each(["key id", "key ARN", "alias name", "alias ARN"])("%s", (form) => {
      test.each(WITH_ALIAS)("%s takes it", async (_operation, make) => {
        const answer = (await kms.send(make(forms[form] ?? ""))) as DescribeKeyCommandOutput &
          EncryptCommandOutput
        expect(answer.KeyId ?? answer.KeyMetadata?.Arn).toBe(key.Arn)
      })

      test("Decrypt and ReEncrypt take it", async () => {
        const KeyId = forms[form] ?? ""
        const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
        const opened = await kms.send(new DecryptCommand({ KeyId, CiphertextBlob }))
        expect(opened.KeyId).toBe(key.Arn)
        const moved = await kms.send(
          new ReEncryptCommand({ CiphertextBlob, SourceKeyId: KeyId, DestinationKeyId: KeyId }),
        )
        expect(moved.KeyId).toBe(key.Arn)
      })
    })

    describe.each(["alias name", "alias ARN"])("%s", (form) => {
      test.each(WITHOUT_ALIAS)("%s refuses it", async (_operation, make) => {
        expect(await refusalOf(kms.send(make(forms[form] ?? "")))).toEqual(
          refusal("InvalidArnException", "Key Aliases are not supported for this operation."),
        )
      })
    })

    const unknown: [what: string, KeyId: string, expected: Refusal][] = [
      [
        "a malformed id",
        "fake-key-id",
        refusal("NotFoundException", "Invalid keyId 'fake-key-id'"),
      ],
      [
        "an id that no key has",
        UNKNOWN,
        refusal("NotFoundException", `Key '${here}:key/${UNKNOWN}' does not exist`),
      ],
      [
        "an ARN that no key has",
        `${here}:key/${UNKNOWN}`,
        refusal("NotFoundException", `Key '${here}:key/${UNKNOWN}' does not exist`),
      ],
      [
        "an ARN of another Region",
        `arn:aws:kms:ap-south-1:${target.account}:key/${UNKNOWN}`,
        refusal("NotFoundException", "Invalid arn ap-south-1"),
      ],
      [
        "an alias in an ARN of a key",
        `${here}:key/alias/aws/sqs`,
        refusal("NotFoundException", "Invalid keyId alias/aws/sqs"),
      ],
    ]

    describe.each(unknown)("%s", (_what, KeyId, expected) => {
      test.each([...WITH_ALIAS, ...WITHOUT_ALIAS])("%s refuses it", async (_operation, make) => {
        expect(await refusalOf(kms.send(make(KeyId)))).toEqual(expected)
      })
    })

    test.each(WITH_ALIAS)("%s refuses an alias that nothing has", async (_operation, make) => {
      expect(await refusalOf(kms.send(make("alias/nothing")))).toEqual(
        refusal("NotFoundException", `Alias ${here}:alias/nothing is not found.`),
      )
    })

    test.each([...WITH_ALIAS, ...WITHOUT_ALIAS])(
      "%s refuses the key of another account",
      async (_operation, make) => {
        const foreign = `arn:aws:kms:${region}:999999999999:key/${key.KeyId}`
        const { name, status } = await refusalOf(kms.send(make(foreign)))
        expect(["AccessDeniedException", "NotFoundException"]).toContain(name)
        expect(status).toBe(400)
      },
    )

    const member = (operation: string): string =>
      operation === "CreateAlias" ? "targetKeyId" : "keyId"

    test.each([...WITH_ALIAS, ...WITHOUT_ALIAS])(
      "%s refuses a name of 2049 characters",
      async (operation, make) => {
        const long = "k".repeat(2049)
        expect(await refusalOf(kms.send(make(long)))).toEqual(
          invalid(
            `'${long}'`,
            member(operation),
            "Member must have length less than or equal to 2048",
          ),
        )
      },
    )

    test.each([...WITH_ALIAS, ...WITHOUT_ALIAS])(
      "%s refuses an empty name",
      async (operation, make) => {
        expect(await refusalOf(kms.send(make("")))).toEqual(
          invalid("''", member(operation), "Member must have length greater than or equal to 1"),
        )
      },
    )
  })
}
