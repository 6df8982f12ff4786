/** The data folder: where its files lie, and the refusal to begin anew beside what is left of an old one. */
import { closeSync, existsSync, mkdirSync, openSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { codeOf, Refusal } from "./refusal.ts"

export interface DataFolder {
  folder: string
  rootKey: string
  database: string
  credentials: string
  /** Whether nothing has been kept here yet: only then may a root key be made. */
  isNew: boolean
}

/**
 * Makes the folder (mode 0700) when it is absent, and the database file (0600), empty, when the folder is new. Throws
 * `Refusal` when the folder cannot be used, and when a part of what it held is missing.
 */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path)
  const inside = (name: string) => resolve(folder, name)
  const files = {
    folder,
    rootKey: inside("root.key"),
    database: inside("keywright.sqlite"),
    credentials: inside("credentials"),
  }
  try {
    makeFolder(folder)
    const isNew = sizeOf(files.database) === 0
    // The credentials are the last thing that a first start writes: where they are, there was a database.
    if (isNew && sizeOf(files.credentials) > 0) throw new Refusal(lost(files))
    if (isNew) closeSync(openSync(files.database, "a", 0o600))
    return { ...files, isNew }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal(
      `The data folder ${folder} cannot be used (${codeOf(error)}). Make it a folder that this user may write, or choose another with --data-dir.`,
      { cause: error },
    )
  }
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

function lost({ database, credentials }: Omit<DataFolder, "isNew">): string {
  return `${database} is missing or empty, but ${credentials} is there. Put back the database from a copy, together with its root key, or empty the folder to begin anew.`
}

/** 0 for a file that is absent. */
function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
