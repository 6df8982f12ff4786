/** The packages as they would be published: packed by the package manager that publishes them. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"

export const repositoryRoot: string = join(import.meta.dirname, "../../..")

/** The folders of what is published, in the order of who needs whom. */
export const publishedFolders: readonly string[] = [
  "packages/bignum",
  "packages/core",
  "packages/kms",
]

export interface Tarball {
  manifest: Manifest
  /** The .tgz. */
  file: string
}

/** Of a package.json, what an installation asks about. */
export interface Manifest {
  name: string
  version: string
  dependencies?: Readonly<Record<string, string>>
}

export interface PublishedTarball extends Tarball {
  /** What is in it: paths from the package's root, sorted. */
  paths: string[]
}

/** Packs every published package, which must be built, into .tgz files in the folder. */
export function packAll(destination: string): PublishedTarball[] {
  const root = JSON.parse(readFileSync(join(repositoryRoot, "package.json"), "utf8"))
  // What runs these tests has fetched that package manager: the network is asked only where it has not.
  const manager = ["--prefer-offline", "-y", root.packageManager]
  const command = [...manager, "pack", "--json", "--pack-destination", destination]
  return publishedFolders.map((folder) => {
    const cwd = join(repositoryRoot, folder)
    const packed = JSON.parse(execFileSync("npx", command, { encoding: "utf8", cwd }))
    const paths: string[] = packed.files.map(({ path }: { path: string }) => path)
    const file: string = packed.filename
    return { manifest: JSON.parse(fileIn(file, "package.json")), file, paths: paths.sort() }
  })
}

/** The text of a file in a tarball. */
export function fileIn(tarball: string, path: string): string {
  return bytesIn(tarball, path).toString("utf8")
}

/** The bytes of a file in a tarball. */
export function bytesIn(tarball: string, path: string): Buffer<ArrayBuffer> {
  const words = ["-xzOf", tarball, `package/${path}`]
  return Buffer.from(execFileSync("tar", words, { maxBuffer: 10_000_000 }))
}
