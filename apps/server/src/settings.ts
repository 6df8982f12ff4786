/** Every setting in one table, and the one function that reads it. Flags beat variables; nothing is read from a global. */
import {
  accessKey,
  base64,
  hasPassword,
  integer,
  type Kind,
  list,
  oneOf,
  pattern,
  store,
  text,
  yesOrNo,
} from "./setting-kind.ts"

interface Setting<Value> {
  kind: Kind<Value> & {
    /** What a flag without a value means, when that means something. */
    alone?: string
  }
  /** As it would be written on the command line; nothing for a setting that has no default. */
  fallback: string | undefined
  /** The default with `--dev`, where it is another. */
  fallbackInDev?: string
  /** What `--help` says about it. */
  sentence: string
  /** Never on the command line, which every user of the machine can read; or not when the value is like this. */
  secret?: true | ((given: string) => boolean)
  /** About a process of one's own. On Workers there is none, and the setting is refused. */
  ofProcess?: true
}

const REGION = /^[a-z]{2,4}(-[a-z]{2,12}){1,3}-\d{1,2}$/

/**
 * The longest request of the API is CreateKey: a policy of 131,072 characters, 50 tags of 128 + 256 and a description of
 * 8,192, each character six bytes when it is written as \uXXXX, come to 950,784 bytes. This is the next power of two.
 */
const BODY_BYTES = 1_048_576

/** Kubernetes kills 30 s after SIGTERM (terminationGracePeriodSeconds); what is left is for closing the store. */
const SHUTDOWN_GRACE_MS = 25_000

/**
 * The table. A name here is `--data-dir` as a flag and `KEYWRIGHT_DATA_DIR` as a variable. `dev` comes before the rows whose
 * defaults it changes.
 */
const TABLE = {
  dev: {
    kind: yesOrNo(),
    fallback: "false",
    sentence: "For developers: any credentials are accepted, all is in memory, nothing survives",
  },
  host: {
    kind: pattern(/^[A-Za-z0-9.:_-]{1,255}$/, "a host name or an address"),
    fallback: "127.0.0.1",
    sentence: "Where to listen; 0.0.0.0 for every network",
    ofProcess: true,
  },
  port: {
    kind: integer(0, 65_535),
    fallback: "7700",
    sentence: "The port; 0 takes a free one",
    ofProcess: true,
  },
  "data-dir": {
    kind: text("the path of a folder"),
    fallback: ".keywright",
    sentence: "Holds root.key, keywright.sqlite and credentials; made when it is absent",
    ofProcess: true,
  },
  store: {
    kind: store(),
    fallback: "sqlite",
    sentence:
      "Where keys are kept: in the data folder, or in a PostgreSQL database that many nodes share",
    secret: hasPassword,
    ofProcess: true,
  },
  "store-connections": {
    kind: integer(1, 1000),
    fallback: "10",
    sentence: "How many connections to PostgreSQL this node opens at most",
    ofProcess: true,
  },
  region: {
    kind: list(REGION, "one or more Regions, such as us-east-1"),
    fallback: "us-east-1",
    sentence: "Served on one port, told apart by a request's signature, each with keys of its own",
  },
  account: {
    kind: pattern(/^\d{12}$/, "twelve digits"),
    fallback: "111122223333",
    fallbackInDev: "000000000000",
    sentence: "The account that owns the keys",
  },
  "sm2-everywhere": {
    kind: yesOrNo(),
    fallback: "false",
    sentence: "SM2 key pairs in every Region; AWS has them in the Regions of China only",
  },
  "root-key": {
    kind: base64(32),
    fallback: undefined,
    sentence:
      "The root key; without it, the data folder's root.key is taken, or made on the first start",
    secret: true,
  },
  "root-access-key": {
    kind: accessKey(),
    fallback: undefined,
    sentence:
      "The access key of the account's root; without it, one is made on the first start, and kept with the keys",
    secret: true,
  },
  "carry-token": {
    kind: pattern(/^[\w+/=-]{32,128}$/, "32 to 128 letters, digits, or characters of base64"),
    fallback: undefined,
    sentence:
      "While it is set, the service is closed: /records gives out and takes in all records for who shows it as a bearer token",
    secret: true,
  },
  "key-pair-workers": {
    kind: integer(1, 256),
    fallback: undefined,
    sentence: "Threads that make key pairs; without it, one less than there are processors",
    ofProcess: true,
  },
  "body-limit-bytes": {
    kind: integer(16_384, 16 * BODY_BYTES),
    fallback: String(BODY_BYTES),
    sentence: "A request with a longer body is answered 413",
  },
  "log-level": {
    kind: oneOf("debug", "info", "warn", "error", "silent"),
    fallback: "info",
    sentence: "What is logged; debug adds a line for each request",
  },
  "shutdown-grace-ms": {
    kind: integer(0, 600_000),
    fallback: String(SHUTDOWN_GRACE_MS),
    sentence: "How long SIGTERM waits for requests that are running",
    ofProcess: true,
  },
} satisfies Record<string, Setting<unknown>>

type Table = typeof TABLE
type Name = keyof Table

/** The value of a setting; one without a default may have none. */
type Value<N extends Name> =
  | NonNullable<ReturnType<Table[N]["kind"]["parse"]>>
  | (Table[N]["fallback"] extends string ? never : undefined)

/** All settings, by name. `root-key` is secret: whoever takes it wipes it. */
export type Settings = { readonly [N in Name]: Value<N> }

/** The variables that hold secrets: an entry removes them from its environment once they are read. */
export const SECRET_VARIABLES: readonly string[] = rows()
  .filter(([, row]) => row.secret)
  .map(([name]) => variableOf(name))

/** The variables that mean nothing on Workers. */
export const PROCESS_VARIABLES: readonly string[] = rows()
  .filter(([, row]) => row.ofProcess)
  .map(([name]) => variableOf(name))

/** Settings as variables again, for a server that is started elsewhere: without secrets, and without what is of a process. */
export function variablesOf(settings: Settings): Readonly<Record<string, string>> {
  const passed = rows().filter(([name, row]) => !row.secret && !row.ofProcess && name in settings)
  const texts = passed.map(([name]) => [variableOf(name), settings[name as Name]?.toString()])
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined))
}

/** A setting that cannot be used, in a sentence that names it and says what is allowed. It never holds a value. */
export class BadSetting extends Error {
  override readonly name = "BadSetting"
}

/**
 * Reads all settings from command-line arguments (without the program's own name) and environment variables. Answers
 * "help" when the arguments ask for it. Throws `BadSetting` for an unknown flag or a value that is not allowed. A variable
 * that is empty counts as not given.
 */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings | "help" {
  const flags = readFlags(args)
  if (flags === "help") return "help"
  const settings: Record<string, unknown> = {}
  for (const [name, row] of rows()) {
    const flag = flags.get(name)
    const variable = environment[variableOf(name)] || undefined
    const fallback = (settings.dev === true && row.fallbackInDev) || row.fallback
    const given = flag ?? variable ?? fallback
    settings[name] = given === undefined ? undefined : row.kind.parse(given)
    if (given !== undefined && settings[name] === undefined) {
      const asked = flag === undefined ? variableOf(name) : `--${name}`
      throw new BadSetting(`${asked} must be ${row.kind.allowed}.`)
    }
  }
  return settings as Settings
}

/** What `--help` prints: the table, one setting after the other. */
export function describeSettings(): string {
  const described = rows().map(([name, row]) => {
    const flag = row.secret === true ? "(no flag)" : `--${name}`
    const standard = row.fallback === undefined ? "" : ` Default: ${row.fallback}`
    const inDev = row.fallbackInDev === undefined ? "" : `, with --dev ${row.fallbackInDev}`
    return `  ${flag.padEnd(24)}${variableOf(name)}
      ${row.sentence}.
      Must be ${row.kind.allowed}.${standard}${inDev}
`
  })
  return `Keywright, a key management service that speaks the AWS KMS protocol.

Each setting is a flag (--port 7800) and an environment variable (KEYWRIGHT_PORT=7800); the flag wins.

${described.join("\n")}
  --help                  Prints this.
`
}

function readFlags(args: readonly string[]): ReadonlyMap<string, string> | "help" {
  const flags = new Map<string, string>()
  const left = [...args]
  for (let arg = left.shift(); arg !== undefined; arg = left.shift()) {
    if (arg === "--help" || arg === "-h") return "help"
    // `pnpm start -- --port 7800` passes the bare dashes on.
    if (arg === "--") continue
    const [flag, value] = divide(arg)
    const found = rows().find(([name]) => flag === `--${name}`)
    if (!found) throw new BadSetting(`${flag} is not a setting; --help lists them.`)
    const [name, row] = found
    if (row.secret === true) throw new BadSetting(seen(flag, name))
    const given = value ?? row.kind.alone ?? left.shift()
    if (given === undefined) throw new BadSetting(`${flag} must be ${row.kind.allowed}.`)
    if (row.secret?.(given)) throw new BadSetting(seen(`${flag} with a password`, name))
    flags.set(name, given)
  }
  return flags
}

function seen(what: string, name: string): string {
  return `${what} would be seen by others: give ${variableOf(name)} instead.`
}

/** "--port=7800" as "--port" and "7800". */
function divide(arg: string): [flag: string, value: string | undefined] {
  const equals = arg.indexOf("=")
  return equals < 0 ? [arg, undefined] : [arg.slice(0, equals), arg.slice(equals + 1)]
}

function rows(): [name: string, row: Setting<unknown>][] {
  return Object.entries(TABLE)
}

function variableOf(name: string): string {
  return `KEYWRIGHT_${name.replaceAll("-", "_").toUpperCase()}`
}
