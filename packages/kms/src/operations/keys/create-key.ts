/** Makes a KMS key. Its material is wrapped and durable before the answer leaves. */
import { keyArn } from "../../model/arn.ts"
import { type FoundKey, type KeyRecord, keyMetadata } from "../../model/key.ts"
import { keyRowId, uuidFromRandom } from "../../model/key-id.ts"
import { customerMasterKeySpecs, type KeySpec, keySpecRow, keySpecs } from "../../model/key-spec.ts"
import { partitionOf } from "../../model/partition.ts"
import { brokenTagRule, tagsPerKeyMax } from "../../model/tag.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyMetadata, KeyUsageType } from "../../shape/key-metadata.ts"
import { CustomKeyStoreId, Description, Policy, Tags } from "../../shape/shared.ts"
import { boolean, oneOf, required, string } from "../../shape/words.ts"
import { acceptKeyPolicy } from "../../steps/accept-key-policy.ts"

export const CreateKey: Operation = operation({
  name: "CreateKey",
  input: {
    Policy,
    Description,
    KeyUsage: KeyUsageType,
    CustomerMasterKeySpec: oneOf(customerMasterKeySpecs),
    KeySpec: oneOf(keySpecs),
    Origin: oneOf(["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"]),
    CustomKeyStoreId,
    BypassPolicyLockoutSafetyCheck: boolean,
    Tags,
    MultiRegion: boolean,
    XksKeyId: string({ min: 1, max: 128, pattern: "^[a-zA-Z0-9-_.]+$" }),
  },
  output: { KeyMetadata: required(KeyMetadata) },
  errors: [
    "MalformedPolicyDocumentException",
    "DependencyTimeoutException",
    "InvalidArnException",
    "UnsupportedOperationException",
    "KMSInternalException",
    "LimitExceededException",
    "TagException",
    "CustomKeyStoreNotFoundException",
  ],
  changes: true,
  notBuilt: {
    KeySpec: keySpecs.filter((spec) => spec !== "SYMMETRIC_DEFAULT"),
    CustomerMasterKeySpec: keySpecs.filter((spec) => spec !== "SYMMETRIC_DEFAULT"),
    Origin: ["EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"],
    CustomKeyStoreId: "any",
    MultiRegion: [true],
    XksKeyId: "any",
  },

  check({ input, identity, settings, refuse }) {
    if (input.KeySpec !== undefined && input.CustomerMasterKeySpec !== undefined) {
      throw refuse("ValidationException", "keySpecTwice")
    }
    const spec: KeySpec = input.KeySpec ?? input.CustomerMasterKeySpec ?? "SYMMETRIC_DEFAULT"
    const row = keySpecRow(spec)
    if (input.KeyUsage === undefined && spec !== "SYMMETRIC_DEFAULT") {
      throw refuse("ValidationException", "keyUsageMissing")
    }
    const usage = input.KeyUsage ?? "ENCRYPT_DECRYPT"
    if (!row.usages.includes(usage)) {
      throw refuse("ValidationException", "keyUsageIncompatible", { usage, spec })
    }
    const sm2Region = partitionOf(identity.region).sm2
    if (row.regions === (sm2Region ? "not-sm2" : "sm2") && !settings.sm2Everywhere) {
      throw refuse("UnsupportedOperationException", "region", { member: "KeySpec", value: spec })
    }
    const tags = input.Tags ?? []
    const rule = tags.length > tagsPerKeyMax ? "tooManyTags" : brokenTagRule(tags)
    if (rule !== undefined) throw refuse("TagException", rule)
    const bypassLockoutCheck = input.BypassPolicyLockoutSafetyCheck ?? false
    return acceptKeyPolicy(input.Policy, { identity, bypassLockoutCheck })
  },

  async run({ input, identity, nowMs, records, materials, random, checked: policy }) {
    const scope = { account: identity.account, region: identity.region }
    const keyId = uuidFromRandom(random(16))
    const owner = {
      keySpec: "SYMMETRIC_DEFAULT",
      keyUsage: "ENCRYPT_DECRYPT",
      origin: "AWS_KMS",
      multiRegion: false,
    } as const
    const record: KeyRecord = {
      ...owner,
      creationDate: nowMs,
      description: input.Description ?? "",
      state: "Enabled",
      material: [await materials.create({ ...owner, scope, keyId })],
      policy,
      tags: input.Tags ?? [],
    }
    const id = keyRowId(scope, keyId)
    await records.write([{ kind: "key", id, expect: "absent", next: record }])
    const key: FoundKey = {
      scope,
      keyId,
      arn: keyArn(scope, keyId),
      version: 1,
      record,
      state: record.state,
    }
    return { KeyMetadata: keyMetadata(key) }
  },
})
