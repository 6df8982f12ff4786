/** The root key's file: 32 random bytes, for its owner's eyes only. All that is stored can be opened with them. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  rmSync,
  writeSync,
} from "node:fs"
import { dirname } from "node:path"
import process from "node:process"
import type { DataFolder } from "./data-folder.ts"
import { codeOf, Refusal } from "./refusal.ts"

const BYTES = 32

/** What group and others may not have (chmod's octal digits). */
const MODE_OF_OTHERS = 0o077

/**
 * The root key of a data folder; made when the folder is new. Throws `Refusal` when it is missing beside a database, or its
 * file is a link, another user's, open to others, or of another length. The caller wipes the key.
 */
export function rootKeyOf(folder: DataFolder): Uint8Array<ArrayBuffer> {
  if (folder.isNew) makeRootKey(folder.rootKey)
  const key = readRootKey(folder.rootKey)
  if (key) return key
  throw new Refusal(
    `${folder.rootKey} is missing, and ${folder.database} cannot be opened without it. Put it back from a copy, or give the key as KEYWRIGHT_ROOT_KEY.`,
  )
}

/** Nothing when there is no file. */
function readRootKey(file: string): Uint8Array<ArrayBuffer> | undefined {
  const descriptor = openForReading(file)
  if (descriptor === undefined) return undefined
  try {
    const { uid, mode, size, isFile } = statusOf(descriptor)
    const self = process.geteuid?.()
    if (!isFile) throw new Refusal(`${file} must be a regular file.`)
    if (self !== undefined && uid !== self) {
      throw new Refusal(`${file} belongs to another user (${uid}). Run: chown ${self} ${file}`)
    }
    if (mode & MODE_OF_OTHERS) {
      throw new Refusal(`${file} can be read by other users. Run: chmod 600 ${file}`)
    }
    if (size !== BYTES) {
      throw new Refusal(
        `${file} must hold ${BYTES} bytes, and holds ${size}. Put it back from a copy; a key in base64 is given as KEYWRIGHT_ROOT_KEY.`,
      )
    }
    const key = new Uint8Array(BYTES)
    readSync(descriptor, key)
    return key
  } finally {
    closeSync(descriptor)
  }
}

function openForReading(file: string): number | undefined {
  try {
    // No link is followed; without O_NONBLOCK, opening a named pipe would wait for its writer.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch (error) {
    const code = codeOf(error)
    if (code === "ENOENT") return undefined
    throw new Refusal(
      code === "ELOOP"
        ? `${file} is a link. Put the file itself there, or give the key as KEYWRIGHT_ROOT_KEY.`
        : `${file} cannot be read (${code}). Make it a file of this user, with mode 600.`,
      { cause: error },
    )
  }
}

function statusOf(descriptor: number): {
  uid: number
  mode: number
  size: number
  isFile: boolean
} {
  const status = fstatSync(descriptor)
  return { uid: status.uid, mode: status.mode, size: status.size, isFile: status.isFile() }
}

/**
 * Writes a key under another name and then links it: the file is there whole and on disk, or not at all. Of two servers
 * that start at once, one makes it and both read it.
 */
function makeRootKey(file: string): void {
  const draft = `${file}.${crypto.randomUUID()}`
  const key = crypto.getRandomValues(new Uint8Array(BYTES))
  try {
    const descriptor = openSync(draft, "wx", 0o600)
    writeSync(descriptor, key)
    fsyncSync(descriptor)
    closeSync(descriptor)
    linkUnlessThere(draft, file)
    syncFolder(dirname(file))
  } catch (error) {
    throw new Refusal(
      `${file} cannot be made (${codeOf(error)}). Look at the disk and its rights.`,
      {
        cause: error,
      },
    )
  } finally {
    key.fill(0)
    rmSync(draft, { force: true })
  }
}

function linkUnlessThere(draft: string, file: string): void {
  try {
    linkSync(draft, file)
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error
  }
}

/** A new name is on disk when its folder is (fsync(2)). */
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r")
  fsyncSync(descriptor)
  closeSync(descriptor)
}
