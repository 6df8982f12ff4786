/** An empty project on each runtime, into which packages are installed as its users do it. */
import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import process from "node:process"
import { promisify } from "node:util"

const here = createRequire(import.meta.url)

/** An RSA_4096 pair on a machine that is busy with something else. */
const RUN_TIMEOUT_MS = 120_000

export interface Runtime {
  name: string
  /** How a package is installed, as documents print it. */
  install(name: string): string
  /** The same command with what this workspace has. */
  installer: readonly [string, ...string[]]
  runner: readonly [string, ...string[]]
}

// The wrapper that comes with Deno would outlive it when it is killed.
const deno = join(dirname(here.resolve("deno/package.json")), "deno")
const bun = join(dirname(here.resolve("bun/package.json")), "bin/bun.exe")

export const runtimes: readonly Runtime[] = [
  {
    name: "Node",
    install: (name) => `npm install ${name}`,
    installer: ["npm", "install", "--no-audit", "--no-fund"],
    runner: [process.execPath],
  },
  {
    name: "Deno",
    install: (name) => `deno add npm:${name}`,
    installer: [deno, "add"],
    runner: [deno, "run", "-A"],
  },
  {
    name: "Bun",
    install: (name) => `bun add ${name}`,
    installer: [bun, "add"],
    runner: [bun],
  },
]

export interface Project {
  folder: string
  /** Writes a file and runs it. Throws with what the process said when it fails. */
  run(name: string, code: string, variables?: NodeJS.ProcessEnv): Promise<string>
}

/** Makes a project below `parent`, whose home and caches are its own, and installs packages from a registry. */
export async function createProject(
  { name, installer, runner }: Runtime,
  { parent, registryUrl, packages }: { parent: string; registryUrl: string; packages: string[] },
): Promise<Project> {
  const folder = mkdtempSync(join(parent, `${name.toLowerCase()}-`))
  const home = join(folder, "home")
  mkdirSync(home)
  if (name !== "Deno") writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n')
  const own = { HOME: home, DENO_DIR: join(home, "deno"), BUN_INSTALL: join(home, "bun") }
  const settings = { NPM_CONFIG_REGISTRY: registryUrl }
  const environment = { ...withoutNpmSettings(process.env), ...own, ...settings }
  const words = packages.map((each) => (name === "Deno" ? `npm:${each}` : each))
  await call([...installer, ...words], {})
  return {
    folder,
    async run(file, code, variables = {}) {
      writeFileSync(join(folder, file), code)
      return call([...runner, file], variables)
    },
  }

  async function call(
    [command = "", ...words]: readonly string[],
    variables: NodeJS.ProcessEnv,
  ): Promise<string> {
    const env = { ...environment, ...variables }
    const options = { cwd: folder, env, timeout: RUN_TIMEOUT_MS }
    const { stdout } = await promisify(execFile)(command, words, options)
    return stdout
  }
}

/** The package manager that runs the tests hands its own settings down. */
export function withoutNpmSettings(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(variables)
  return Object.fromEntries(entries.filter(([name]) => !/^npm_/i.test(name)))
}
