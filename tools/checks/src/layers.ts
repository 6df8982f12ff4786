/** Who may import whom: holds every import of the source against the layer table of ARCHITECTURE.md. */
import { type Import, importsOf, isRelative, packageOf } from "./imports.ts"
import { belongsTo, isWithin, type Layer, layerOf, layerTable } from "./layer-table.ts"
import { blanked } from "./source-text.ts"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "layers"

const SOURCE = /^(?:packages|apps)\/[^/]+\/(?:assembly|src)\/.*\.ts$/

/** The only places that know on which runtime they are. */
const RUNTIME_PLACES = ["apps/server/src/entry", "apps/server/src/storage"]

const RUNTIME_MODULE = /^(?:node|bun|cloudflare|deno):/

const RUNTIME_GLOBAL = /(?<![\w.$])(?:Deno\s*\.|Bun\s*\.|process\s*\.|Buffer\b|require\s*\()/

/** Its operations are told apart by name in the roll call only; none calls another. */
const OPERATIONS = "packages/kms/src/operations"
const ROLL_CALL = `${OPERATIONS}/roll-call.ts`

const IMPORTS_LEAST = 150
const LAYERS_LEAST = 15

/** Unknown folders, forbidden arrows, runtime modules, hidden doors, and operations that import operations. */
export function checkLayers(tree: Tree): Violation[] {
  const table = layerTable(tree.get("ARCHITECTURE.md") ?? "")
  const sources = sourceFiles(tree)
  const imports = sources.flatMap((path) =>
    importsOf(tree, path).map((each) => ({ path, ...each })),
  )
  return [
    ...sources.flatMap((path) => violationsOfFile(table, path, tree.get(path) ?? "")),
    ...imports.flatMap((each) => violationsOfImport(table, each.path, each)),
    ...rowsWithoutFiles(table, tree),
    ...sawEnough(RULE, "imports", imports.length, IMPORTS_LEAST),
    ...sawEnough(RULE, "layers", table.length, LAYERS_LEAST),
  ]
}

/** The source files of packages and apps: what the layer table speaks about. */
export function sourceFiles(tree: Tree): string[] {
  return [...tree.keys()].filter((path) => SOURCE.test(path) && !path.endsWith(".d.ts"))
}

function violationsOfFile(table: readonly Layer[], path: string, text: string): Violation[] {
  const code = blanked(text, { strings: true })
  const found: string[] = []
  if (layerOf(table, path) === undefined) {
    found.push("lies in no layer: add a row to the table in ARCHITECTURE.md, or move it")
  }
  if (!knowsItsRuntime(path)) {
    const global = RUNTIME_GLOBAL.exec(code)?.[0]
    if (global !== undefined) found.push(`uses "${global.trim()}", which only some runtimes have`)
  }
  if (/\bexport\s*\*/.test(code) && !path.endsWith("/assembly/all.ts")) {
    found.push('"export *" hides what the door lets through: list the names')
  }
  return found.map((message) => ({ path, rule: RULE, message }))
}

function violationsOfImport(table: readonly Layer[], path: string, found: Import): Violation[] {
  const layer = layerOf(table, path)
  if (layer === undefined) return []
  const message = isRelative(found.specifier)
    ? wrongArrow(layer, path, found)
    : wrongPackage(layer, path, found.specifier)
  return message === undefined ? [] : [{ path, rule: RULE, message }]
}

function wrongArrow(layer: Layer, path: string, { specifier, target }: Import): string | undefined {
  if (target === undefined) return `imports "${specifier}", which leads to no file`
  if (packageFolder(target) !== packageFolder(path)) {
    return `imports "${specifier}": a package is imported by its name, never by a path into it`
  }
  if (isOperation(path) && isOperation(target)) {
    return `is an operation and imports the operation ${target}: what they share is a step`
  }
  const allowed = belongsTo(target, layer) || layer.layers.some((each) => isWithin(target, each))
  return allowed ? undefined : `imports ${target}, which ${layer.path} may not`
}

function wrongPackage(layer: Layer, path: string, specifier: string): string | undefined {
  if (RUNTIME_MODULE.test(specifier)) {
    return knowsItsRuntime(path) ? undefined : `imports the runtime module "${specifier}"`
  }
  const allowed = layer.packages.includes(packageOf(specifier))
  return allowed ? undefined : `imports the package "${specifier}", which ${layer.path} may not`
}

/** A row that speaks of nothing misleads whoever reads the table. */
function rowsWithoutFiles(table: readonly Layer[], tree: Tree): Violation[] {
  const paths = [...tree.keys()]
  const named = table.flatMap((layer) => [layer.path, ...layer.layers])
  return [...new Set(named)]
    .filter((name) => !paths.some((path) => isWithin(path, name)))
    .map((name) => ({
      path: "ARCHITECTURE.md",
      rule: RULE,
      message: `names ${name}, which is not there`,
    }))
}

function knowsItsRuntime(path: string): boolean {
  return RUNTIME_PLACES.some((place) => isWithin(path, place))
}

function isOperation(path: string): boolean {
  return isWithin(path, OPERATIONS) && path !== ROLL_CALL
}

function packageFolder(path: string): string {
  return path.split("/").slice(0, 2).join("/")
}
