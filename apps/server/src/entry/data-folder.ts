/** The data folder: where its files lie, and the refusal to begin anew beside what is left of an old one. */
import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { codeOf, Refusal } from "./refusal.ts"

export interface DataFolder {
  folder: string
  rootKey: string
  credentials: string
  /** The database's file; or, of a database elsewhere, what sentences call it. */
  database: string
  /** Whether nothing has been kept here yet: only then may a root key be made. */
  isNew: boolean
}

/**
 * Makes the folder (mode 0700) when it is absent, and the database file (0600), empty, when the folder is new. Throws
 * `Refusal` when the folder cannot be used, and when a part of what it held is missing.
 */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path)
  const database = resolve(folder, "keywright.sqlite")
  return openFolder(folder, () => {
    const isNew = sizeOf(database) === 0
    const files = { ...filesIn(folder), database, isNew }
    refuseLost(files, {
      found: "is missing or empty",
      cure: "Put back the database from a copy, together with its root key",
    })
    if (isNew) closeSync(openSync(database, "a", 0o600))
    return files
  })
}

/** A folder for a database that lies elsewhere: for root key and credentials alone. Throws `Refusal` as `openDataFolder`. */
export function openFolderBeside(
  path: string,
  { database, isNew }: Pick<DataFolder, "database" | "isNew">,
): DataFolder {
  const folder = resolve(path)
  return openFolder(folder, () => {
    const files = { ...filesIn(folder), database, isNew }
    refuseLost(files, {
      found: "holds no keys",
      cure: "Name the database that was used before in KEYWRIGHT_STORE",
    })
    return files
  })
}

function filesIn(folder: string): Pick<DataFolder, "folder" | "rootKey" | "credentials"> {
  return {
    folder,
    rootKey: resolve(folder, "root.key"),
    credentials: resolve(folder, "credentials"),
  }
}

function openFolder(folder: string, look: () => DataFolder): DataFolder {
  try {
    makeFolder(folder)
    return look()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(
      `The data folder ${folder} cannot be used (${codeOf(error)}). Make it a folder that this user may write, or choose another with --data-dir.`,
      { cause: error },
    )
  }
}

/** The credentials are the last thing that a first start writes: where they are, there was a database. */
function refuseLost(
  { database, credentials, isNew }: DataFolder,
  { found, cure }: { found: string; cure: string },
): void {
  if (!isNew || sizeOf(credentials) === 0) return
  throw new Refusal(
    `${database} ${found}, but ${credentials} is there. ${cure}, or empty the folder to begin anew.`,
  )
}

/** With its parents. Node's own way to do that turns in circles where a folder takes no children, such as /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another server that starts at the same time was faster.
    if (codeOf(error) !== "EEXIST") throw error
  }
}

/** 0 for a file that is absent. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
