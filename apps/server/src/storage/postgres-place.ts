/** What a PostgreSQL database is called in sentences and logs. */

/** Host and database of the URL: never the user or the password. */
export function placeOf(url: string): string {
  const { host, pathname, searchParams } = new URL(url)
  return `postgres://${host || searchParams.get("host")}${pathname}`
}
