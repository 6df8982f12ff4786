/** Where the server keeps what it has: on disk, in a database of a fleet, or, for developers, nowhere. */
import type { AccessKey, KmsSettings, Store } from "@keywright/kms"
import type { Settings } from "../settings.ts"
import { postgresStore } from "../storage/postgres.ts"
import { placeOf } from "../storage/postgres-place.ts"
import { sqliteStore } from "../storage/sqlite.ts"
import { writeCredentials } from "./credentials.ts"
import { type DataFolder, openDataFolder, openFolderBeside } from "./data-folder.ts"
import { Refusal } from "./refusal.ts"
import { rootKeyOf } from "./root-key.ts"
import type { Variables } from "./shell-lines.ts"

export interface Keeping {
  store: Store
  rootKey: Uint8Array
  authentication: KmsSettings["authentication"]
  /** What to say when the service cannot begin with this, by the name of its error. */
  refusals: Readonly<Record<string, string>>
  /** Puts the root principal's access key where clients find it. Answers the variables that lead them there. */
  publish(key: AccessKey): Variables
}

/**
 * Opens the store that the settings name. The first start on an empty one makes a root key, unless one is given. Throws
 * `Refusal` or `DatabaseRefused`.
 */
export async function keep(settings: Settings): Promise<Keeping> {
  const isInFolder = settings.store === "sqlite"
  if (settings.dev && !isInFolder) {
    throw new Refusal("--dev keeps everything in memory. Leave it out, or KEYWRIGHT_STORE.")
  }
  if (settings.dev) return keepInMemory()
  return isInFolder ? keepOnDisk(settings) : keepInPostgres(settings)
}

function keepOnDisk(settings: Settings): Keeping {
  const folder = openDataFolder(settings["data-dir"])
  const keys = keysBeside(folder, settings)
  return {
    ...keys,
    store: sqliteStore(folder.database),
    refusals: {
      ...keys.refusals,
      StoreUnavailable: `${folder.database} does not answer. Stop other programs that use it, and look at the disk.`,
    },
  }
}

async function keepInPostgres(settings: Settings): Promise<Keeping> {
  const { store: url, "store-connections": connections } = settings
  const [store, database] = [await postgresStore(url, connections), placeOf(url)]
  const unanswered = `${database} does not answer. Look at its log, and at the network.`
  const isNew = await isEmpty(store).catch((error: unknown) => {
    throw new Refusal(unanswered, { cause: error })
  })
  const keys = keysBeside(openFolderBeside(settings["data-dir"], { database, isNew }), settings)
  const refusals = {
    ...keys.refusals,
    StoreUnavailable: unanswered,
    OutcomeUnknown: unanswered,
  }
  return { ...keys, store, refusals }
}

/** Whether nobody has started on it yet: the first thing that a start writes is a domain key. */
async function isEmpty(store: Store): Promise<boolean> {
  return (await store.list("domain-key", { limit: 1 })).length === 0
}

/** What the data folder holds, wherever the database is. */
function keysBeside(folder: DataFolder, settings: Settings): Omit<Keeping, "store"> {
  const given = settings["root-key"]
  const rootKey = given ?? rootKeyOf(folder)
  const origin = given ? "KEYWRIGHT_ROOT_KEY" : folder.rootKey
  return {
    rootKey,
    authentication: "sigv4",
    refusals: {
      RootKeyMismatch: `${origin} is not the root key that ${folder.database} was made with. Put the right one back.`,
      DomainKeyDamaged: `${folder.database} is damaged: keys that all others depend on cannot be read. Put back a copy from before, together with its root key.`,
    },
    publish(key) {
      writeCredentials(folder.credentials, key)
      return { AWS_SHARED_CREDENTIALS_FILE: folder.credentials, AWS_PROFILE: "default" }
    },
  }
}

/** A store in memory under a root key that nobody knows: with the process, all is gone. */
function keepInMemory(): Keeping {
  return {
    store: sqliteStore(":memory:"),
    rootKey: crypto.getRandomValues(new Uint8Array(32)),
    authentication: "any",
    refusals: {},
    publish: () => ({ AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "any" }),
  }
}
