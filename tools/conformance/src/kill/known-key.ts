/** What is known of a key, because it was acknowledged; and the deeds that change it, each as a command and as what is known after it. */
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  type KMSClient,
  ListAliasesCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateKeyDescriptionCommand,
} from "@aws-sdk/client-kms"
import type { AnyCommand } from "../target.ts"

export interface KnownKey {
  KeyId: string
  state: string
  description: string
  tags: Readonly<Record<string, string>>
  aliases: readonly string[]
}

export const newKey = (KeyId: string): KnownKey => ({
  KeyId,
  state: "Enabled",
  description: "",
  tags: {},
  aliases: [],
})

export interface Deed {
  name: string
  /** Whether the service would do it. */
  may(key: KnownKey): boolean
  /** `mark` is a number that no other deed of the run has. */
  command(key: KnownKey, mark: number): AnyCommand
  after(key: KnownKey, mark: number): KnownKey
}

/** More tags and aliases than this would only be more of the same. */
const FEW = 5

const isPending = ({ state }: KnownKey): boolean => state === "PendingDeletion"
const aliasOf = (mark: number): string => `alias/k${mark}`
const tagOf = (mark: number): string => `t${mark % FEW}`

export const DEEDS: readonly Deed[] = [
  {
    name: "TagResource",
    may: (key) => !isPending(key),
    command: ({ KeyId }, mark) =>
      new TagResourceCommand({ KeyId, Tags: [{ TagKey: tagOf(mark), TagValue: `${mark}` }] }),
    after: (key, mark) => ({ ...key, tags: { ...key.tags, [tagOf(mark)]: `${mark}` } }),
  },
  {
    name: "UntagResource",
    may: (key) => !isPending(key) && Object.keys(key.tags).length > 0,
    command: ({ KeyId, tags }) =>
      new UntagResourceCommand({ KeyId, TagKeys: Object.keys(tags).slice(0, 1) }),
    after: (key) => ({ ...key, tags: Object.fromEntries(Object.entries(key.tags).slice(1)) }),
  },
  {
    name: "UpdateKeyDescription",
    may: (key) => !isPending(key),
    command: ({ KeyId }, mark) =>
      new UpdateKeyDescriptionCommand({ KeyId, Description: `${mark}` }),
    after: (key, mark) => ({ ...key, description: `${mark}` }),
  },
  {
    name: "CreateAlias",
    may: (key) => !isPending(key) && key.aliases.length < FEW,
    command: ({ KeyId }, mark) =>
      new CreateAliasCommand({ AliasName: aliasOf(mark), TargetKeyId: KeyId }),
    after: (key, mark) => ({ ...key, aliases: [...key.aliases, aliasOf(mark)] }),
  },
  {
    name: "DeleteAlias",
    may: ({ aliases }) => aliases.length > 0,
    command: ({ aliases }) => new DeleteAliasCommand({ AliasName: aliases[0] }),
    after: (key) => ({ ...key, aliases: key.aliases.slice(1) }),
  },
  {
    name: "DisableKey",
    may: ({ state }) => state === "Enabled",
    command: ({ KeyId }) => new DisableKeyCommand({ KeyId }),
    after: (key) => ({ ...key, state: "Disabled" }),
  },
  {
    name: "EnableKey",
    may: ({ state }) => state === "Disabled",
    command: ({ KeyId }) => new EnableKeyCommand({ KeyId }),
    after: (key) => ({ ...key, state: "Enabled" }),
  },
  {
    name: "ScheduleKeyDeletion",
    may: (key) => !isPending(key),
    command: ({ KeyId }) => new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }),
    after: (key) => ({ ...key, state: "PendingDeletion" }),
  },
  {
    name: "CancelKeyDeletion",
    may: isPending,
    command: ({ KeyId }) => new CancelKeyDeletionCommand({ KeyId }),
    after: (key) => ({ ...key, state: "Disabled" }),
  },
]

/** What the server says of a key. Throws for one that is gone, damaged, or whose parts do not fit each other. */
export async function lookAt(kms: KMSClient, KeyId: string): Promise<KnownKey> {
  const [described, tagged, named] = await Promise.all([
    kms.send(new DescribeKeyCommand({ KeyId })),
    kms.send(new ListResourceTagsCommand({ KeyId })),
    kms.send(new ListAliasesCommand({ KeyId })),
  ])
  const { KeyState = "", Description = "", DeletionDate } = described.KeyMetadata ?? {}
  if ((KeyState === "PendingDeletion") !== (DeletionDate !== undefined)) {
    throw new Error(`${KeyId} is ${KeyState}, and its deletion date is ${DeletionDate}`)
  }
  const aliases = (named.Aliases ?? []).map(({ AliasName = "" }) => AliasName)
  for (const alias of aliases) {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: alias }))
    if (KeyMetadata?.KeyId !== KeyId) throw new Error(`${alias} leads to ${KeyMetadata?.KeyId}`)
  }
  const tags = (tagged.Tags ?? []).map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue])
  return {
    KeyId,
    state: KeyState,
    description: Description,
    tags: Object.fromEntries(tags),
    aliases,
  }
}

/** The same text for the same knowledge, in whatever order it was gathered. */
export function textOf({ KeyId, state, description, tags, aliases }: KnownKey): string {
  const sorted = Object.entries(tags).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([KeyId, state, description, sorted, aliases.toSorted()])
}
