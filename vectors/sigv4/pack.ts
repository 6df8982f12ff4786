/** Packs the folders of the AWS signing test suite into one JSON file: node vectors/sigv4/pack.ts <folder v4> > vectors/sigv4/aws-signing-test-suite.json */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

const folder = process.argv[2] ?? ""
const texts = [
  "header-canonical-request",
  "header-signed-request",
  "query-canonical-request",
  "query-signed-request",
]

const cases = readdirSync(folder)
  .sort()
  .map((name) => ({
    name,
    context: JSON.parse(readFileSync(join(folder, name, "context.json"), "utf8")),
    ...Object.fromEntries(
      texts.map((text) => [text, readFileSync(join(folder, name, `${text}.txt`), "utf8")]),
    ),
  }))

console.log(JSON.stringify(cases, undefined, 1))
