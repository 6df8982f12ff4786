/** What the suite runs against: a URL, and credentials that its account accepts. */
import { type $Command, CreateKeyCommand, type KeyMetadata, KMSClient } from "@aws-sdk/client-kms"

export interface Credentials {
  accessKeyId: string
  secretAccessKey: string
}

export interface Target {
  /** What the tests are grouped under: "Node", "a given URL". */
  name: string
  /** Without a path: "http://127.0.0.1:7700". */
  url: string
  /** Twelve digits. */
  account: string
  /** Regions that it serves. The first is home to most tests; one of aws-cn, if there is one, to SM2. */
  regions: readonly [string, ...string[]]
  credentials: Credentials
  /** Present when the suite has started the server itself, and may stop it. */
  process?: TargetProcess
}

export interface TargetProcess {
  dataDirectory: string
  /** All that it keeps in a database elsewhere, as text; left out when the data directory has everything. */
  keptElsewhere?: () => Promise<string>
  /** Asks it to end (SIGTERM), waits for that, and starts it again. Resolves to the exit code. */
  restart(): Promise<number | null>
  /** Ends it at once (SIGKILL) and starts it again. */
  crash(): Promise<void>
  /** All that it has written to its standard output and error. */
  output(): string
}

/** A target and the clients that talk to it: what each family of tests is given. */
export interface Stand {
  target: Target
  /** The first Region. */
  region: string
  /** AWS's client in the first Region. Does not try again: an answer is an answer. */
  kms: KMSClient
  /** AWS's client in another Region of the same target. */
  kmsIn(region: string): KMSClient
  /** A new symmetric key. */
  newKey(kms?: KMSClient): Promise<Key>
}

/** The metadata of a key that exists, with what every test needs always there. */
export type Key = KeyMetadata & { KeyId: string; Arn: string }

/** Any command of AWS's client. */
// biome-ignore lint/suspicious/noExplicitAny: the SDK's own type of a command of any input and output
export type AnyCommand = $Command<any, any, any, any, any>

/** Puts a target and its clients together. */
export function standOn(target: Target): Stand {
  const clients = new Map<string, KMSClient>()
  const region = target.regions[0]
  function kmsIn(name: string): KMSClient {
    const known = clients.get(name)
    if (known !== undefined) return known
    const { url: endpoint, credentials } = target
    const client = new KMSClient({ endpoint, region: name, credentials, maxAttempts: 1 })
    clients.set(name, client)
    return client
  }
  const kms = kmsIn(region)
  return { target, region, kms, kmsIn, newKey: (client = kms) => newKey(client) }
}

async function newKey(kms: KMSClient): Promise<Key> {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
  const { KeyId, Arn } = KeyMetadata ?? {}
  if (KeyId === undefined || Arn === undefined) throw new Error("CreateKey answered without a key")
  return { ...KeyMetadata, KeyId, Arn }
}
