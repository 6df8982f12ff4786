/** Names say what a thing is: no drawers for everything, kebab-case files, a first line that tells what the file is for. */
import { basename } from "node:path"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "names"

/** Words that name a drawer, not a thing. Where one seems needed, the right folder is missing. */
const DRAWERS = ["util", "utils", "helper", "helpers", "common", "misc", "manager", "impl"]

/** Code that people write and read. */
const CODE = /^(?:packages|apps|tools)\/.*\.(?:ts|mjs|js)$/

const KEBAB = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9-]+)*$/

/** STYLE.md: about 200. Above this a file holds two ideas, or it is a table. */
const LINES_MAX = 400

/** A test is read one title at a time. */
const TEST_LINES_MAX = 600

const FILES_LEAST = 60

/** Forbidden words in paths, odd spellings, files without a first sentence, and files too long to hold in the head. */
export function checkNames(tree: Tree): Violation[] {
  const paths = [...tree.keys()].filter((path) => CODE.test(path))
  return [
    ...paths.flatMap((path) =>
      [
        ...wrongWord(path),
        ...wrongSpelling(path),
        ...silent(path, tree),
        ...tooLong(path, tree),
      ].map((message) => ({ path, rule: RULE, message })),
    ),
    ...sawEnough(RULE, "files of code", paths.length, FILES_LEAST),
  ]
}

function wrongWord(path: string): string[] {
  const words = path.split(/[/.-]/)
  return DRAWERS.filter((drawer) => words.includes(drawer)).map(
    (drawer) => `is called "${drawer}", which says nothing: name it by the domain`,
  )
}

function wrongSpelling(path: string): string[] {
  return KEBAB.test(basename(path)) ? [] : ["is not written in kebab-case"]
}

function silent(path: string, tree: Tree): string[] {
  const text = (tree.get(path) ?? "").replace(/^#!.*\n/, "")
  return /^(?:\/\*\*|\/\/)/.test(text) || speaksOtherwise(path)
    ? []
    : ["begins without a sentence on what it is for"]
}

function tooLong(path: string, tree: Tree): string[] {
  const lines = (tree.get(path) ?? "").split("\n")
  const linesMax = path.includes("/test/") ? TEST_LINES_MAX : LINES_MAX
  if (lines.length <= linesMax || isTable(lines)) return []
  return [`has ${lines.length} lines, more than ${linesMax}: which two ideas are in it?`]
}

/** A tool's configuration is explained by the tool, and a test by its titles. */
function speaksOtherwise(path: string): boolean {
  return /\.(?:config|test)\.ts$/.test(path)
}

/** More than half of its lines are rows: numbers, strings, brackets and commas, without a statement. */
function isTable(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => /^\s*(?:[[\]{}()"'`]|-?\d|\w+:|\/\/|\*)/.test(line))
  return rows.length * 2 > lines.length
}
