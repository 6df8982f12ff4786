/** How operations that take all four forms of a key identifier refuse what names no key of the caller's. */
import { account, aliasArn, keyArn, region, unknownKeyId } from "./client.ts"

const notFound = (sentence: string): string => `NotFoundException: ${sentence}`
const foreign = keyArn(unknownKeyId).replace(account, "444455556666")
const foreignAlias = aliasArn("alias/a").replace(account, "444455556666")

const denied = (operation: string, resource: string): string =>
  `AccessDeniedException: User: arn:aws:iam::${account}:root is not authorized to perform: kms:${operation} on resource: ${resource} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`

/** What is sent as the key, and the answer. `action` is the permission's name without `kms:`. */
export function badKeys(action: string): [identifier: string, refused: string][] {
  const unknown = notFound(`Key '${keyArn(unknownKeyId)}' does not exist`)
  return [
    ["fake-key-id", notFound("Invalid keyId 'fake-key-id'")],
    [unknownKeyId.toUpperCase(), notFound(`Invalid keyId '${unknownKeyId.toUpperCase()}'`)],
    [unknownKeyId, unknown],
    [keyArn(unknownKeyId), unknown],
    [
      "mrk-1234abcd12ab34cd56ef1234567890ab",
      notFound(`Key '${keyArn("mrk-1234abcd12ab34cd56ef1234567890ab")}' does not exist`),
    ],
    ["alias/none", notFound(`Alias ${aliasArn("alias/none")} is not found.`)],
    [aliasArn("alias/none"), notFound(`Alias ${aliasArn("alias/none")} is not found.`)],
    ["alias/aws/s3", notFound(`Alias ${aliasArn("alias/aws/s3")} is not found.`)],
    [keyArn(unknownKeyId).replace(region, "us-west-2"), notFound("Invalid arn us-west-2")],
    [keyArn(unknownKeyId).replace("arn:aws:", "arn:aws-cn:"), notFound("Invalid arn aws-cn")],
    [keyArn("alias/aws/sqs"), notFound("Invalid keyId alias/aws/sqs")],
    [aliasArn("policy/a"), notFound("Invalid keyId policy/a")],
    [foreign, denied(action, foreign)],
    [foreignAlias, denied(action, foreignAlias)],
  ]
}
