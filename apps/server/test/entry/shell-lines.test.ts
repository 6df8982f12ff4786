import { execFileSync } from "node:child_process"
import { expect, test } from "vitest"
import { shellLines } from "../../src/entry/shell-lines.ts"

const server = { url: "http://127.0.0.1:7700", region: "eu-west-1" }

test("shellLines are two lines, plain where they can be", () => {
  const identity = { AWS_SHARED_CREDENTIALS_FILE: "/srv/.keywright/credentials", AWS_PROFILE: "p" }
  expect(shellLines(identity, server)).toBe(
    `export AWS_SHARED_CREDENTIALS_FILE=/srv/.keywright/credentials AWS_PROFILE=p
export AWS_ENDPOINT_URL_KMS=http://127.0.0.1:7700 AWS_REGION=eu-west-1 AWS_DEFAULT_REGION=eu-west-1
`,
  )
})

test.each(["a b", "it's", "$HOME", "`id`", 'say "no"', "a;b", "*", "\\", "é", "#x", "~"])(
  "A shell understands the lines when a path holds %s",
  (name) => {
    const path = `/tmp/${name}/credentials`
    const lines = shellLines({ AWS_SHARED_CREDENTIALS_FILE: path }, server)
    const script = `${lines}printf '%s|%s' "$AWS_SHARED_CREDENTIALS_FILE" "$AWS_DEFAULT_REGION"`
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(`${path}|eu-west-1`)
  },
)
