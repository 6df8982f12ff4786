/** Where the server keeps what it has: on disk, or, for developers, nowhere. */
import type { AccessKey, KmsSettings, Store } from "@keywright/kms"
import type { Settings } from "../settings.ts"
import { sqliteStore } from "../storage/sqlite.ts"
import { writeCredentials } from "./credentials.ts"
import { openDataFolder } from "./data-folder.ts"
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

/** Opens the data folder; its first start makes a root key. Throws `Refusal` or `DatabaseRefused`. */
export function keepOnDisk(settings: Settings): Keeping {
  const folder = openDataFolder(settings["data-dir"])
  const given = settings["root-key"]
  const rootKey = given ?? rootKeyOf(folder)
  const origin = given ? "KEYWRIGHT_ROOT_KEY" : folder.rootKey
  return {
    store: sqliteStore(folder.database),
    rootKey,
    authentication: "sigv4",
    refusals: {
      RootKeyMismatch: `${origin} is not the root key that ${folder.database} was made with. Put the right one back.`,
      DomainKeyDamaged: `${folder.database} is damaged: keys that all others depend on cannot be read. Put back a copy from before, together with its root key.`,
      StoreUnavailable: `${folder.database} does not answer. Stop other programs that use it, and look at the disk.`,
    },
    publish(key) {
      writeCredentials(folder.credentials, key)
      return { AWS_SHARED_CREDENTIALS_FILE: folder.credentials, AWS_PROFILE: "default" }
    },
  }
}

/** A store in memory under a root key that nobody knows: with the process, all is gone. */
export function keepInMemory(): Keeping {
  return {
    store: sqliteStore(":memory:"),
    rootKey: crypto.getRandomValues(new Uint8Array(32)),
    authentication: "any",
    refusals: {},
    publish: () => ({ AWS_ACCESS_KEY_ID: "any", AWS_SECRET_ACCESS_KEY: "any" }),
  }
}
