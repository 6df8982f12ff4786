/** The two lines for a shell, after which `aws kms list-keys` and the SDKs talk to this server. */

/** What the environment of a client needs, by variable. */
export type Variables = Readonly<Record<string, string>>

/**
 * One line says who the client is, if that is known, the other where the server is. Of the two names of the Region, version 1 of the AWS CLI
 * reads the one and the SDKs read the other.
 */
export function shellLines(identity: Variables, server: { url: string; region: string }): string {
  const { url, region } = server
  const place = { AWS_ENDPOINT_URL_KMS: url, AWS_REGION: region, AWS_DEFAULT_REGION: region }
  const variables = [identity, place].filter((each) => Object.keys(each).length > 0)
  return variables.map((each) => `${exportLine(each)}\n`).join("")
}

function exportLine(variables: Variables): string {
  const words = Object.entries(variables).map(([name, value]) => `${name}=${quote(value)}`)
  return `export ${words.join(" ")}`
}

/** Leaves plain words as they are, and puts the rest in single quotes (POSIX.1-2017, Shell Command Language, 2.2.2). */
function quote(word: string): string {
  return /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
