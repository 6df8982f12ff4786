/** What each operation does with a key that is not enabled. */
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  DecryptCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GetKeyPolicyCommand,
  ListAliasesCommand,
  ListKeyPoliciesCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ReEncryptCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
} from "@aws-sdk/client-kms"
import { beforeAll, describe, expect, test } from "vitest"
import { type Refusal, refusal, refusalOf } from "../refusal.ts"
import type { AnyCommand, Key, Stand } from "../target.ts"

type State = "Disabled" | "PendingDeletion"

/** A key in a state, a ciphertext made before it was in it, and an alias that it had. */
interface Subject {
  key: Key
  ciphertext: Uint8Array
  alias: string
}

/** "ok", or the state that is named in the refusal. */
type Outcome = "ok" | "disabled" | "pending"

interface Row {
  operation: string
  make: (subject: Subject) => AnyCommand
  Disabled: Outcome
  PendingDeletion: Outcome
}

const crypto = { Disabled: "disabled", PendingDeletion: "pending" } as const
const reading = { Disabled: "ok", PendingDeletion: "ok" } as const
const writing = { Disabled: "ok", PendingDeletion: "pending" } as const

const KeySpec = "AES_256"
const KeyPairSpec = "ECC_NIST_P256"
const Plaintext = new Uint8Array(8)

const policyOf = (key: Key): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${key.AWSAccountId}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  })

/** The columns Disabled and PendingDeletion of AWS's table of key states; the last rows change the state, in this order. */
const ROWS: Row[] = [
  {
    operation: "Encrypt",
    make: ({ key: { KeyId } }) => new EncryptCommand({ KeyId, Plaintext }),
    ...crypto,
  },
  {
    operation: "Decrypt",
    make: ({ ciphertext }) => new DecryptCommand({ CiphertextBlob: ciphertext }),
    ...crypto,
  },
  {
    operation: "ReEncrypt",
    make: ({ ciphertext, key: { KeyId } }) =>
      new ReEncryptCommand({ CiphertextBlob: ciphertext, DestinationKeyId: KeyId }),
    ...crypto,
  },
  {
    operation: "GenerateDataKey",
    make: ({ key: { KeyId } }) => new GenerateDataKeyCommand({ KeyId, KeySpec }),
    ...crypto,
  },
  {
    operation: "GenerateDataKeyWithoutPlaintext",
    make: ({ key: { KeyId } }) => new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec }),
    ...crypto,
  },
  {
    operation: "GenerateDataKeyPair",
    make: ({ key: { KeyId } }) => new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec }),
    ...crypto,
  },
  {
    operation: "GenerateDataKeyPairWithoutPlaintext",
    make: ({ key: { KeyId } }) =>
      new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }),
    ...crypto,
  },
  {
    operation: "GenerateDataKey with DryRun",
    make: ({ key: { KeyId } }) => new GenerateDataKeyCommand({ KeyId, KeySpec, DryRun: true }),
    ...crypto,
  },
  {
    operation: "DescribeKey",
    make: ({ key: { KeyId } }) => new DescribeKeyCommand({ KeyId }),
    ...reading,
  },
  {
    operation: "GetKeyPolicy",
    make: ({ key: { KeyId } }) => new GetKeyPolicyCommand({ KeyId }),
    ...reading,
  },
  {
    operation: "PutKeyPolicy",
    make: ({ key }) => new PutKeyPolicyCommand({ KeyId: key.KeyId, Policy: policyOf(key) }),
    ...reading,
  },
  {
    operation: "ListKeyPolicies",
    make: ({ key: { KeyId } }) => new ListKeyPoliciesCommand({ KeyId }),
    ...reading,
  },
  {
    operation: "ListResourceTags",
    make: ({ key: { KeyId } }) => new ListResourceTagsCommand({ KeyId }),
    ...reading,
  },
  {
    operation: "ListAliases",
    make: ({ key: { KeyId } }) => new ListAliasesCommand({ KeyId }),
    ...reading,
  },
  {
    operation: "CreateAlias",
    make: ({ key: { KeyId }, alias }) =>
      new CreateAliasCommand({ AliasName: `${alias}-second`, TargetKeyId: KeyId }),
    ...writing,
  },
  {
    operation: "UpdateAlias",
    make: ({ key: { KeyId }, alias }) =>
      new UpdateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }),
    ...writing,
  },
  {
    operation: "TagResource",
    make: ({ key: { KeyId } }) =>
      new TagResourceCommand({ KeyId, Tags: [{ TagKey: "a", TagValue: "" }] }),
    ...writing,
  },
  {
    operation: "UntagResource",
    make: ({ key: { KeyId } }) => new UntagResourceCommand({ KeyId, TagKeys: ["a"] }),
    ...writing,
  },
  {
    operation: "UpdateKeyDescription",
    make: ({ key: { KeyId } }) => new UpdateKeyDescriptionCommand({ KeyId, Description: "x" }),
    ...writing,
  },
  {
    operation: "DeleteAlias",
    make: ({ alias }) => new DeleteAliasCommand({ AliasName: alias }),
    ...reading,
  },
  {
    operation: "DisableKey",
    make: ({ key: { KeyId } }) => new DisableKeyCommand({ KeyId }),
    ...writing,
  },
  {
    operation: "EnableKey",
    make: ({ key: { KeyId } }) => new EnableKeyCommand({ KeyId }),
    ...writing,
  },
  {
    operation: "ScheduleKeyDeletion",
    make: ({ key: { KeyId } }) => new ScheduleKeyDeletionCommand({ KeyId }),
    ...writing,
  },
]

export function states({ kms, newKey }: Stand): void {
  const enter: Record<State, (KeyId: string) => AnyCommand> = {
    Disabled: (KeyId) => new DisableKeyCommand({ KeyId }),
    PendingDeletion: (KeyId) => new ScheduleKeyDeletionCommand({ KeyId }),
  }

  async function subjectIn(state: State): Promise<Subject> {
    const key = await newKey()
    const { KeyId } = key
    const alias = `alias/states-${KeyId}`
    await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }))
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
    await kms.send(enter[state](KeyId))
    return { key, ciphertext: CiphertextBlob ?? new Uint8Array(), alias }
  }

  describe.each<State>(["Disabled", "PendingDeletion"])("a key that is %s", (state) => {
    let subject: Subject

    beforeAll(async () => {
      subject = await subjectIn(state)
    })

    test.each(ROWS)("$operation knows the state", async (row) => {
      const call = kms.send(row.make(subject))
      if (row[state] === "ok") await expect(call).resolves.toBeDefined()
      else expect(await refusalOf(call)).toEqual(refusalFor(row[state], subject.key))
    })

    test("CancelKeyDeletion and EnableKey bring the key back with all that it has sealed", async () => {
      const { key, ciphertext } = await subjectIn(state)
      const { KeyId } = key
      if (state === "PendingDeletion") await kms.send(new CancelKeyDeletionCommand({ KeyId }))
      await kms.send(new EnableKeyCommand({ KeyId }))
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob: ciphertext }))
      expect(opened.Plaintext).toEqual(Plaintext)
    })
  })
}

function refusalFor(outcome: Exclude<Outcome, "ok">, { Arn }: Key): Refusal {
  return outcome === "disabled"
    ? refusal("DisabledException", `${Arn} is disabled.`)
    : refusal("KMSInvalidStateException", `${Arn} is pending deletion.`)
}
