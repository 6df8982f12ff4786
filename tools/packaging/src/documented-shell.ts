/** Runs the shell of a document with stand-ins for the programs that this machine may not have, and tells what they were asked. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"
import process from "node:process"

/** A section of a document and the shell in it. */
export interface DocumentedShell {
  heading: string
  script: string
}

/** The blocks of shell in a document, under the headings that they stand below. */
export function shellIn(document: string): DocumentedShell[] {
  return document.split(/^## /m).flatMap((section) => {
    const heading = section.slice(0, section.indexOf("\n"))
    return [...section.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, script = ""]) => ({
      heading,
      script,
    }))
  })
}

/**
 * Runs a script in a folder, as `bash -eu` does. A program that is stood in for only takes note of its words; the answer is
 * every call, the program first. Throws when the script is no shell, or a program that is not stood in for fails.
 */
export function rehearse(script: string, folder: string, standIns: readonly string[]): string[][] {
  const programs = mkdtempSync(join(folder, "programs-"))
  const calls = join(programs, "calls")
  for (const name of standIns) {
    const note = `#!/bin/sh\nprintf '%s\\036' "\${0##*/}" "$@" >> '${calls}'\nprintf '\\035' >> '${calls}'\n`
    writeFileSync(join(programs, name), note, { mode: 0o755 })
  }
  mkdirSync(folder, { recursive: true })
  execFileSync("bash", ["-euo", "pipefail", "-c", script], {
    cwd: folder,
    env: { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` },
    stdio: ["ignore", "pipe", "pipe"],
  })
  if (!existsSync(calls)) return []
  const noted = readFileSync(calls, "utf8").split("\u001d").slice(0, -1)
  return noted.map((call) => call.split("\u001e").slice(0, -1))
}
