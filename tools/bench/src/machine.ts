/** Where and on what figures were taken: without that they cannot be compared. */
import { execFileSync } from "node:child_process"
import { arch, cpus, platform, totalmem } from "node:os"

export interface Machine {
  cpu: string
  cores: number
  memoryMib: number
  platform: string
  node: string
  openssl: string
}

const MEBIBYTE = 1_048_576

export function machine(): Machine {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryMib: Math.round(totalmem() / MEBIBYTE),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    openssl: process.versions.openssl ?? "none",
  }
}

/** The commit that is checked out, with a mark when files differ from it. */
export function commit(): string {
  return execFileSync("git", ["describe", "--always", "--dirty", "--abbrev=12"], {
    encoding: "utf8",
  }).trim()
}
