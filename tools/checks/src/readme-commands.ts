/** The README's commands, as it prints them: what is replaced is only what it says is a setting. */
import type { Tree } from "./tree.ts"

export interface ReadmeCommands {
  /** Lines that begin with npx, without their comments: `npx … start` and `npx … test` first. */
  npx: string[]
  /** Blocks of shell that talk to the server: the curl request, the AWS CLI. */
  requests: string[]
  /** The block that ends with a deployment. */
  deployment: string
}

/** The default port and data folder are settings (`--help` lists them): a run of its own takes other ones. */
export interface Place {
  port: number
  dataDirectory: string
}

/** The shell blocks of the README. Throws when the README has other ones than it should. */
export function readmeCommands(tree: Tree): ReadmeCommands {
  const blocks = [...(tree.get("README.md") ?? "").matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(
    ([, block = ""]) => block,
  )
  const npx = blocks
    .flatMap((block) => block.split("\n"))
    .filter((line) => line.startsWith("npx "))
    .map((line) => line.replace(/\s+#.*$/, ""))
  return {
    npx,
    requests: blocks
      .filter((block) => block.includes("7700"))
      .filter((block) => !block.startsWith("npx ")),
    deployment: blocks.find((block) => block.includes("wrangler deploy"))?.trim() ?? "",
  }
}

/** The block as it is run at another place. */
export function at(block: string, { port, dataDirectory }: Place): string {
  return block.replaceAll("7700", String(port)).replaceAll(".keywright/", `${dataDirectory}/`)
}
