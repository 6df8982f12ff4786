/** Finds the key that a request names, in each of the four forms that AWS has for it. */
import { refuse } from "../errors.ts"
import type { Records } from "../material/records.ts"
import { type AliasRecord, aliasPrefix, aliasRowId } from "../model/alias.ts"
import { type Arn, aliasArn, keyArn, parseArn } from "../model/arn.ts"
import type { FoundKey } from "../model/key.ts"
import { isKeyId, type KeyScope } from "../model/key-id.ts"
import type { Identity } from "../protocol/identity.ts"
import { readKey } from "./read-key.ts"

export interface FindDeps {
  records: Records
  identity: Identity
  nowMs: number
  forms: "every" | "id-or-arn"
  /** The permission that is asked for: named when a key of another account is not there. */
  action: string
  /** Whether the operation declares InvalidArnException. */
  refusesArns: boolean
}

/** The key, or a refusal: there is no third way out. */
export async function findKey(deps: FindDeps, identifier: string): Promise<FoundKey> {
  const { identity } = deps
  if (identifier.startsWith("arn:")) return findByArn(deps, identifier)
  if (identifier.startsWith(aliasPrefix)) return findByAlias(deps, identity, identifier)
  if (!isKeyId(identifier)) throw refuse("NotFoundException", "keyId", { keyId: identifier })
  return findById(deps, identity, identifier)
}

async function findByArn(deps: FindDeps, text: string): Promise<FoundKey> {
  const arn = parseArn(text)
  if (arn === undefined || arn.service !== "kms") throw malformed(deps, text)
  const { identity } = deps
  if (arn.region !== identity.region) throw refuse("NotFoundException", "arn", { part: arn.region })
  const scope = { account: arn.account, region: arn.region }
  const own = keyArn(scope, "").slice(0, -"key/".length)
  if (!text.startsWith(own)) throw refuse("NotFoundException", "arn", { part: arn.partition })
  if (arn.account !== identity.account) throw absentOrForbidden(deps, text)
  return findByResource(deps, scope, arn)
}

function findByResource(deps: FindDeps, scope: KeyScope, { resource }: Arn): Promise<FoundKey> {
  if (resource.startsWith(aliasPrefix)) return findByAlias(deps, scope, resource)
  const keyId = resource.replace(/^key\//, "")
  if (keyId === resource || !isKeyId(keyId)) {
    throw refuse("NotFoundException", "keyIdOfArn", { keyId })
  }
  return findById(deps, scope, keyId)
}

async function findByAlias(deps: FindDeps, scope: KeyScope, name: string): Promise<FoundKey> {
  if (deps.forms !== "every") throw refuse("InvalidArnException", "alias")
  const row = await deps.records.read<AliasRecord>("alias", aliasRowId(scope, name))
  const key = row?.value && (await readKey(deps, scope, row.value.targetKeyId))
  if (key === undefined)
    throw refuse("NotFoundException", "alias", { alias: aliasArn(scope, name) })
  return key
}

async function findById(deps: FindDeps, scope: KeyScope, keyId: string): Promise<FoundKey> {
  const key = await readKey(deps, scope, keyId)
  if (key === undefined) throw refuse("NotFoundException", "key", { key: keyArn(scope, keyId) })
  return key
}

/** Across accounts "there is none" and "it is not yours" are one answer. */
function absentOrForbidden({ identity, action }: FindDeps, resource: string): Error {
  const principal = identity.principalArn
  return refuse("AccessDeniedException", "resourceAbsentOrForbidden", {
    principal,
    action,
    resource,
  })
}

function malformed({ refusesArns }: FindDeps, arn: string): Error {
  if (refusesArns) return refuse("InvalidArnException", "malformed", { arn })
  return refuse("NotFoundException", "keyId", { keyId: arn })
}
