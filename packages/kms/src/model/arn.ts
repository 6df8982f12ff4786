/** Amazon Resource Names of keys, aliases and principals: `arn:<partition>:<service>:<region>:<account>:<resource>`. */
import type { KeyScope } from "./key-id.ts"
import { partitionOf } from "./partition.ts"

export interface Arn {
  partition: string
  service: string
  region: string
  account: string
  resource: string
}

/** The parts of an ARN, or nothing when there are not six. The resource keeps its colons. */
export function parseArn(text: string): Arn | undefined {
  const [arn, partition, service, region, account, ...resource] = text.split(":")
  if (arn !== "arn" || resource.length === 0) return undefined
  if (!partition || service === undefined || region === undefined || account === undefined) {
    return undefined
  }
  return { partition, service, region, account, resource: resource.join(":") }
}

export function keyArn({ account, region }: KeyScope, keyId: string): string {
  return `arn:${partitionOf(region).name}:kms:${region}:${account}:key/${keyId}`
}

/** `aliasName` with its `alias/`. */
export function aliasArn({ account, region }: KeyScope, aliasName: string): string {
  return `arn:${partitionOf(region).name}:kms:${region}:${account}:${aliasName}`
}

/** The principal that an account is: its root user, and whom a key policy means by the account. */
export function rootPrincipalArn({ account, region }: KeyScope): string {
  return `arn:${partitionOf(region).name}:iam::${account}:root`
}
