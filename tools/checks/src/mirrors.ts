/**
 * A test has the path of what it tests: packages/kms/src/policy/parse.ts -> packages/kms/test/policy/parse.test.ts. The runners of
 * tools/conformance test a server, not a file.
 */
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "mirrors"

const TEST =
  /^((?:packages\/[^/]+|apps\/[^/]+|tools\/(?:bench|checks)))\/test\/(.+?)((?:\.[a-z-]+)*)\.test\.ts$/

/** Where a package's sources are: a test mirrors one of these folders. */
const SOURCE_FOLDERS = ["src", "assembly", "scripts"]

const TESTS_LEAST = 20

/** Tests whose source is gone, or was never where the test says. A folder counts as the source of a test that covers all of it. */
export function checkMirrors(tree: Tree): Violation[] {
  const paths = [...tree.keys()]
  const tests = paths.flatMap((path) => {
    const match = TEST.exec(path)
    return match === null ? [] : [{ path, home: match[1] ?? "", name: match[2] ?? "" }]
  })
  const orphans = tests.filter(
    ({ home, name }) => !SOURCE_FOLDERS.some((folder) => isThere(`${home}/${folder}/${name}`)),
  )
  return [
    ...orphans.map(({ path, name }) => ({
      path,
      rule: RULE,
      message: `tests "${name}", which is not there`,
    })),
    ...sawEnough(RULE, "tests", tests.length, TESTS_LEAST),
  ]

  function isThere(stem: string): boolean {
    return tree.has(`${stem}.ts`) || paths.some((path) => path.startsWith(`${stem}/`))
  }
}
