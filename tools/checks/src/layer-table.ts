/** The layer table of ARCHITECTURE.md: documentation and configuration at once. */
import { posix } from "node:path"

export interface Layer {
  /** A folder or a file, from the repository's root. */
  path: string
  /** Folders and files of the same package that it may import, from the repository's root. */
  layers: readonly string[]
  /** npm packages that it may import. */
  packages: readonly string[]
}

/** The folder that the short names of a row are counted from: the part of its path up to here. */
const SOURCE_ROOT = /^(?:packages|apps)\/[^/]+\/(?:assembly|src)(?=\/|$)/

const ROW = /^\| `([^`]+)` \|([^|]*)\|([^|]*)\|$/gm

/**
 * Reads the rows of three cells that begin with a path in backticks: the layer; the folders and files that it may import, counted
 * from its package's source root (`.` is all of it); the npm packages that it may import.
 */
export function layerTable(architecture: string): Layer[] {
  return [...architecture.matchAll(ROW)].flatMap(([, path = "", layers = "", packages = ""]) => {
    const root = SOURCE_ROOT.exec(path)?.[0]
    if (root === undefined) return []
    return [
      {
        path,
        layers: inBackticks(layers).map((name) => posix.join(root, name)),
        packages: inBackticks(packages),
      },
    ]
  })
}

/**
 * The row that a file belongs to: the longest one that its path begins with. The row of a source root holds the files that lie
 * directly in it; a folder needs a row of its own, so that a new one is a decision.
 */
export function layerOf(table: readonly Layer[], path: string): Layer | undefined {
  return table
    .filter((layer) => belongsTo(path, layer))
    .sort((one, other) => other.path.length - one.path.length)[0]
}

/** Whether a layer is a file's own. */
export function belongsTo(path: string, layer: Layer): boolean {
  const isRoot = SOURCE_ROOT.exec(layer.path)?.[0] === layer.path
  return isRoot ? posix.dirname(path) === layer.path : isWithin(path, layer.path)
}

/** Whether a file is the named file or lies under the named folder. */
export function isWithin(path: string, layer: string): boolean {
  return path === layer || path.startsWith(`${layer}/`)
}

function inBackticks(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name)
}
