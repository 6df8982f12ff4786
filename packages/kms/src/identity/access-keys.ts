/** The access keys of a store: looked up for each request, and the first one made for an account's root. */
import {
  decodeBase64,
  encodeBase64,
  openSecret,
  readSecretHeader,
  type Symmetric,
  sealSecret,
  wipe,
} from "@keywright/core"
import type { DomainKeys } from "../material/domain-keys.ts"
import type { Records } from "../material/records.ts"
import type { SigningAccessKey } from "../protocol/sigv4-signing-keys.ts"
import { Conflict } from "../storage/store.ts"
import { type AccessKey, type AccessKeyRecord, makeAccessKey, principalArn } from "./access-key.ts"

export interface AccessKeys {
  /** The access key, or nothing. The same object for as long as its row is unchanged. Reads the row every time. */
  find(accessKeyId: string): Promise<SigningAccessKey | undefined>
  /** The access key of an account's root principal: the one that was given, or one that is made when the account has none. */
  ofRoot(account: string): Promise<AccessKey>
}

export interface AccessKeyDeps {
  records: Records
  symmetric: Symmetric
  random: (length: number) => Uint8Array
  domainKeys: DomainKeys
  clock: () => number
  /** An access key of an account's root that the deployer has chosen. It takes the place of the one that is kept. */
  given?: AccessKey & { account: string }
}

/** What the secret is sealed for (docs/formats/records.md). */
const purpose = "access-key"

/** The value of a "setting" row: which access key is the root's. */
interface RootAccessKeySetting {
  readonly accessKeyId: string
}

function rootSettingId(account: string): string {
  return `root-access-key/${account}`
}

/** Ids of AWS are 16 to 128 characters long (IAM API Reference, AccessKey); others are not worth a read. */
const accessKeyIdPattern = /^\w{16,128}$/

/** Makes the door to the access keys of a store. */
export function makeAccessKeys(deps: AccessKeyDeps): AccessKeys {
  const { records, given } = deps
  const ofGiven = given && givenAccessKey(given)
  /** Records hands out one object for as long as a row's text is the same, and another one afterwards. */
  const known = new WeakMap<AccessKeyRecord, SigningAccessKey>()

  async function find(accessKeyId: string): Promise<SigningAccessKey | undefined> {
    if (accessKeyId === given?.accessKeyId) return ofGiven
    if (!accessKeyIdPattern.test(accessKeyId)) return undefined
    const row = await records.read<AccessKeyRecord>("access-key", accessKeyId)
    if (row?.value === undefined || isReplaced(row.value)) return undefined
    const accessKey = known.get(row.value) ?? signingAccessKey(deps, accessKeyId, row.value)
    known.set(row.value, accessKey)
    return accessKey
  }

  /** So that a key which has become known is worth nothing once another is given. */
  function isReplaced({ account, principal }: AccessKeyRecord): boolean {
    return principal === "root" && account === given?.account
  }

  async function ofRoot(account: string): Promise<AccessKey> {
    if (account === given?.account) {
      return { accessKeyId: given.accessKeyId, secretAccessKey: given.secretAccessKey }
    }
    const setting = await records.read<RootAccessKeySetting>("setting", rootSettingId(account))
    if (setting === undefined) return makeOfRoot(account)
    const accessKeyId = setting.value?.accessKeyId
    const accessKey = accessKeyId === undefined ? undefined : await find(accessKeyId)
    if (accessKey === undefined)
      throw new AccessKeyDamaged("the root's access key is gone or damaged")
    return { accessKeyId: accessKey.accessKeyId, secretAccessKey: await readSecret(accessKey) }
  }

  /** Two processes may start on one empty store: whoever comes second takes what the first one made. */
  async function makeOfRoot(account: string): Promise<AccessKey> {
    const accessKey = makeAccessKey(deps.random)
    const { accessKeyId } = accessKey
    const sealedSecret = await seal(deps, accessKey)
    const record = { account, principal: "root", sealedSecret, creationDate: deps.clock() }
    const setting = { kind: "setting", id: rootSettingId(account), next: { accessKeyId } } as const
    try {
      await records.write([
        { kind: "access-key", id: accessKeyId, expect: "absent", next: record },
        { ...setting, expect: "absent" },
      ])
    } catch (error) {
      if (error instanceof Conflict && error.kind === "setting") return ofRoot(account)
      throw error
    }
    return accessKey
  }

  return { find, ofRoot }
}

/** The row of an access key cannot be trusted or opened. Restore it from a backup. */
export class AccessKeyDamaged extends Error {
  override readonly name = "AccessKeyDamaged"
}

function signingAccessKey(
  deps: AccessKeyDeps,
  accessKeyId: string,
  { account, principal, sealedSecret }: AccessKeyRecord,
): SigningAccessKey {
  return {
    accessKeyId,
    openSecret: () => open(deps, accessKeyId, sealedSecret),
    ...holder({ account, principal, accessKeyId }),
  }
}

function givenAccessKey({
  account,
  accessKeyId,
  secretAccessKey,
}: AccessKey & { account: string }): SigningAccessKey {
  return {
    accessKeyId,
    openSecret: async () => utf8.encode(secretAccessKey),
    ...holder({ account, principal: "root", accessKeyId }),
  }
}

function holder({
  account,
  principal,
  accessKeyId,
}: Pick<AccessKeyRecord, "account" | "principal"> & { accessKeyId: string }): Pick<
  SigningAccessKey,
  "identityIn"
> {
  return {
    identityIn: (region) => ({
      account,
      principalArn: principalArn(principal, { account, region }),
      accessKeyId,
      region,
      ...(principal.startsWith("user/") && {
        userName: principal.slice(principal.lastIndexOf("/") + 1),
      }),
    }),
  }
}

/** The record of the secret, in base64. */
async function seal(
  { symmetric, random, domainKeys: { newest } }: AccessKeyDeps,
  { accessKeyId, secretAccessKey }: AccessKey,
): Promise<string> {
  const secret = utf8.encode(secretAccessKey)
  const record = await sealSecret(symmetric, {
    parent: newest.handle,
    header: { domainKeyId: newest.id, epoch: newest.epoch },
    purpose,
    id: accessKeyId,
    secret,
    random,
  })
  wipe(secret)
  return encodeBase64(record)
}

async function open(
  { symmetric, domainKeys }: AccessKeyDeps,
  accessKeyId: string,
  sealedSecret: string,
): Promise<Uint8Array> {
  const record = decodeBase64(sealedSecret)
  const header = record && readSecretHeader(record)
  const parent = header && domainKeys.byEpoch.get(header.epoch)?.handle
  const secret =
    record && parent && (await openSecret(symmetric, { parent, purpose, id: accessKeyId, record }))
  if (!secret) throw new AccessKeyDamaged(`the secret of access key ${accessKeyId} does not open`)
  return secret
}

/** For the one place that hands a secret to its holder; it becomes a string there, and strings cannot be wiped. */
async function readSecret(accessKey: SigningAccessKey): Promise<string> {
  const secret = await accessKey.openSecret()
  const secretAccessKey = new TextDecoder().decode(secret)
  wipe(secret)
  return secretAccessKey
}

const utf8 = new TextEncoder()
