/** Source text without what is not code: comments always, the insides of strings on demand. */

/** Which parts are blanked; line breaks stay, so that line numbers do. */
export interface Blank {
  strings: boolean
}

/** A `/` after one of these characters, or after one of these words, begins a regular expression, not a division. */
const BEFORE_PATTERN =
  /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|of|in|do|else|void|throw|await|yield))\s*$/

/**
 * Blanks comments, and string insides if asked. A scanner for what people write in TypeScript and AssemblyScript, not a
 * parser: it knows quotes, templates with nested code, line and block comments, and regular expressions.
 */
export function blanked(source: string, { strings }: Blank): string {
  let out = ""
  /** Depth of open braces for each template whose `${` we are in. */
  const templates: number[] = []
  let at = 0
  while (at < source.length) {
    const end = endOfPiece(source, at, out, templates)
    const piece = source.slice(at, end)
    out += isComment(piece) ? spaces(piece) : strings && isText(piece) ? hollow(piece) : piece
    at = end
  }
  return out
}

function endOfPiece(source: string, at: number, before: string, templates: number[]): number {
  const character = source[at]
  const two = source.slice(at, at + 2)
  if (two === "//") return indexOr(source, "\n", at, 0)
  if (two === "/*") return indexOr(source, "*/", at + 2, 2)
  if (character === '"' || character === "'") return endOfQuoted(source, at + 1, character)
  if (character === "/" && BEFORE_PATTERN.test(before.slice(-20)))
    return endOfPattern(source, at + 1)
  if (character === "`") return endOfTemplate(source, at + 1, templates)
  const depth = templates.at(-1)
  if (depth !== undefined) {
    if (character === "{") templates[templates.length - 1] = depth + 1
    if (character === "}" && depth === 0) {
      templates.pop()
      return endOfTemplate(source, at + 1, templates)
    }
    if (character === "}") templates[templates.length - 1] = depth - 1
  }
  return at + 1
}

function endOfQuoted(source: string, from: number, quote: string): number {
  let at = from
  while (at < source.length && source[at] !== quote && source[at] !== "\n") {
    at += source[at] === "\\" ? 2 : 1
  }
  return at + 1
}

function endOfPattern(source: string, from: number): number {
  let inClass = false
  let at = from
  while (at < source.length && source[at] !== "\n" && (inClass || source[at] !== "/")) {
    if (source[at] === "[") inClass = true
    if (source[at] === "]") inClass = false
    at += source[at] === "\\" ? 2 : 1
  }
  return at + 1
}

/** Up to the closing backtick, or to a `${`, whose code is then read as code. */
function endOfTemplate(source: string, from: number, templates: number[]): number {
  let at = from
  while (at < source.length && source[at] !== "`") {
    if (source.startsWith("${", at)) {
      templates.push(0)
      return at + 2
    }
    at += source[at] === "\\" ? 2 : 1
  }
  return at + 1
}

function indexOr(source: string, mark: string, from: number, plus: number): number {
  const found = source.indexOf(mark, from)
  return found === -1 ? source.length : found + plus
}

function isComment(piece: string): boolean {
  return piece.startsWith("//") || piece.startsWith("/*")
}

function isText(piece: string): boolean {
  return piece.length > 1
}

function spaces(piece: string): string {
  return piece.replace(/[^\n]/g, " ")
}

function hollow(piece: string): string {
  return piece[0] + spaces(piece.slice(1, -1)) + piece.at(-1)
}
