/** The data folder: where its files lie, and the refusal to begin anew beside what is left of an old one. */
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { codeOf, Refusal } from "./refusal.ts"

export interface DataFolder {
  folder: string
  rootKey: string
  credentials: string
  /** The database's file or folder; or, of a database elsewhere, what sentences call it. */
  database: string
  /** Whether nothing has been kept here yet: only then may a root key be made. */
  isNew: boolean
}

/** What a data folder may keep its records in: SQLite's file, or a folder for the Durable Objects of a Worker on this machine. */
const DATABASES = { sqlite: "keywright.sqlite", workers: "workers" } as const

/**
 * Makes the folder (mode 0700) when it is absent, and the database in it (0600, or 0700), empty, when the folder is new. Throws
 * `Refusal` when the folder cannot be used, when it holds the records of the other kind, and when a part of what it held is
 * missing.
 */
export function openDataFolder(path: string, kind: keyof typeof DATABASES = "sqlite"): DataFolder {
  const folder = resolve(path)
  const database = resolve(folder, DATABASES[kind])
  return openFolder(folder, () => {
    refuseOther(folder, database)
    const isNew = sizeOf(database) === 0
    const files = { ...filesIn(folder), database, isNew }
    refuseLost(files, {
      found: "is missing or empty",
      cure: "Put back the database from a copy, together with its root key",
    })
    if (isNew && kind === "sqlite") closeSync(openSync(database, "a", 0o600))
    if (isNew && kind === "workers") makeFolder(database)
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

/** Two servers in one folder would take each other's credentials away. */
function refuseOther(folder: string, database: string): void {
  const databases = Object.values(DATABASES).map((name) => resolve(folder, name))
  const other = databases.find((path) => path !== database && sizeOf(path) > 0)
  if (other === undefined) return
  throw new Refusal(
    `${other} holds the records of a server that is started in another way. Start that one, or choose another folder with --data-dir.`,
  )
}

/** Bytes of a file, entries of a folder; 0 for what is absent. */
function sizeOf(path: string): number {
  const status = statSync(path, { throwIfNoEntry: false })
  return status?.isDirectory() ? readdirSync(path).length : (status?.size ?? 0)
}
