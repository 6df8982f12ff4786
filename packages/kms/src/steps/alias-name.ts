/** Holds an alias name that is to be written against AWS's rules; its length and characters are the shape's affair. */
import { refuse } from "../errors.ts"
import { aliasPrefix, aliasPrefixReserved } from "../model/alias.ts"

/** Refuses a name without its prefix, and one that only AWS may write. */
export function checkAliasName(name: string): void {
  if (!name.startsWith(aliasPrefix)) throw refuse("ValidationException", "aliasWithoutPrefix")
  if (name.startsWith(aliasPrefixReserved)) throw refuse("NotAuthorizedException")
}

/** Of a new alias: letters, digits, dashes, underscores and slashes behind the prefix (CreateAlias, AliasName). */
export function isNewAliasName(name: string): boolean {
  return /^[a-zA-Z0-9/_-]+$/.test(name.slice(aliasPrefix.length))
}
