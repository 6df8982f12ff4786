/**
 * Goes through a Dockerfile without Docker: a folder stands for each stage's "/", and its steps are really run. What only an
 * engine can do (fetch the base image, shut the container off) is not done.
 */
import { execFile } from "node:child_process"
import { copyFileSync, cpSync, linkSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs"
import { delimiter, join, relative } from "node:path"
import process from "node:process"
import { promisify } from "node:util"
import { type Copy, DockerfileParser, type Instruction } from "dockerfile-ast"
import { withoutNpmSettings } from "./project.ts"

const STEP_TIMEOUT_MS = 600_000

/** A stage, and what its instructions have made of it. */
export interface Stage {
  /** The folder that stands for "/". */
  root: string
  base: string
  workdir: string
  environment: Record<string, string>
  /** `user:group` in numbers; root when there is none. */
  user: string | undefined
  volumes: string[]
  ports: string[]
  entrypoint: string[]
  healthcheck: string[]
}

interface Build {
  context: string
  /** Where the stages lie. */
  destination: string
  ignored: (path: string) => boolean
  stages: Map<string, Stage>
}

type Step = (stage: Stage, instruction: Instruction, build: Build) => void | Promise<void>

/** The instructions that are known. Any other one ends the build, so that nothing is passed over. */
const STEPS: Readonly<Record<string, Step>> = {
  WORKDIR(stage, instruction) {
    stage.workdir = argumentsOf(instruction)[0] ?? "/"
    mkdirSync(placeOf(stage, "."), { recursive: true })
  },

  ENV(stage, instruction) {
    for (const pair of argumentsOf(instruction)) {
      const [name = "", value = ""] = pair.split(/=(.*)/s)
      stage.environment[name] = value
    }
  },

  COPY(stage, instruction, build) {
    const paths = argumentsOf(instruction)
    const to = placeOf(stage, paths.at(-1) ?? "")
    const from = (instruction as Copy).getFromFlag()?.getValue() ?? undefined
    for (const path of paths.slice(0, -1)) {
      const source = from === undefined ? join(build.context, path) : sourceIn(build, from, path)
      const filter = (each: string): boolean =>
        from !== undefined || !build.ignored(relative(build.context, each))
      cpSync(source, to, { recursive: true, filter, verbatimSymlinks: true })
    }
  },

  async RUN(stage, instruction) {
    const script = instruction.getArgumentsContent() ?? ""
    // Every absolute path in a command is one of the image.
    const command = script.replaceAll(/(?<=^|\s)\/(?=[a-z])/g, `${stage.root}/`)
    await promisify(execFile)("sh", ["-euc", PRELUDE + command], {
      cwd: placeOf(stage, "."),
      env: environmentOf(stage),
      timeout: STEP_TIMEOUT_MS,
      maxBuffer: 50_000_000,
    })
  },

  USER(stage, instruction) {
    stage.user = argumentsOf(instruction)[0]
  },

  VOLUME(stage, instruction) {
    stage.volumes.push(...argumentsOf(instruction))
  },

  EXPOSE(stage, instruction) {
    stage.ports.push(...argumentsOf(instruction))
  },

  HEALTHCHECK(stage, instruction) {
    stage.healthcheck = listIn(instruction)
  },

  ENTRYPOINT(stage, instruction) {
    stage.entrypoint = listIn(instruction)
  },
}

/** Only root gives files away; for others, the files stay with who runs the steps. */
const PRELUDE = process.getuid?.() === 0 ? "" : "chown() { :; }\n"

/** Runs all stages and answers with the last. Throws with what a step said when it fails, and for an unknown instruction. */
export async function buildImage(
  dockerfile: string,
  { context, destination }: { context: string; destination: string },
): Promise<Stage> {
  const ignored = readIgnored(`${dockerfile}.dockerignore`)
  const build: Build = { context, destination, ignored, stages: new Map() }
  let stage: Stage | undefined
  const text = readFileSync(dockerfile, "utf8")
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const keyword = instruction.getKeyword()
    if (keyword === "FROM") {
      stage = newStage(instruction, build)
      continue
    }
    const step = STEPS[keyword]
    if (step === undefined || stage === undefined) throw new Error(`${keyword} is not known here`)
    await step(stage, instruction, build)
  }
  if (stage === undefined) throw new Error("the Dockerfile has no stage")
  return stage
}

/** Where a path of the image lies: absolute ones below its root, others below its working directory. */
export function placeOf(stage: Stage, path: string): string {
  return join(stage.root, path.startsWith("/") ? path : join(stage.workdir, path))
}

/** What a process in the container sees, with paths of this machine for those of the image. */
export function environmentOf(stage: Stage): NodeJS.ProcessEnv {
  const entries = Object.entries(stage.environment).map(([name, value]) => [
    name,
    value.startsWith("/") ? placeOf(stage, value) : value,
  ])
  // What runs these tests has fetched the package manager: the network is asked only where it has not.
  const npm = { npm_config_prefer_offline: "true" }
  const PATH = `${join(stage.root, "usr/local/bin")}${delimiter}${process.env.PATH}`
  return { ...withoutNpmSettings(process.env), ...npm, ...Object.fromEntries(entries), PATH }
}

/** The base image is Node; this one is the workspace's. */
function newStage(instruction: Instruction, { destination, stages }: Build): Stage {
  const [base = "", , name = "last"] = argumentsOf(instruction)
  const root = mkdtempSync(join(destination, `${name}-`))
  const programs = join(root, "usr/local/bin")
  mkdirSync(programs, { recursive: true })
  try {
    linkSync(process.execPath, join(programs, "node"))
  } catch {
    copyFileSync(process.execPath, join(programs, "node"))
  }
  const lists = { volumes: [], ports: [], entrypoint: [], healthcheck: [] }
  const stage = { root, base, workdir: "/", environment: {}, user: undefined, ...lists }
  stages.set(name, stage)
  return stage
}

function sourceIn({ stages }: Build, name: string, path: string): string {
  const stage = stages.get(name)
  if (stage === undefined) throw new Error(`there is no stage ${name}`)
  return placeOf(stage, path)
}

/** Of the patterns of .dockerignore, the two kinds in use: a path from the root, and a name at any depth. */
function readIgnored(path: string): (path: string) => boolean {
  const patterns = readFileSync(path, "utf8").split("\n").filter(Boolean)
  const anywhere = new Set(patterns.map((each) => /^\*\*\/([^/*]+)$/.exec(each)?.[1]))
  const atRoot = new Set(patterns.filter((each) => /^[^/*]+$/.test(each)))
  return (each) => {
    const names = each.split("/")
    return atRoot.has(names[0] ?? "") || names.some((name) => anywhere.has(name))
  }
}

function argumentsOf(instruction: Instruction): string[] {
  return instruction.getArguments().map((each) => each.getValue())
}

/** The command in exec form: JSON, which no shell reads. */
function listIn(instruction: Instruction): string[] {
  const text = instruction.getArgumentsContent() ?? ""
  return JSON.parse(text.slice(text.indexOf("[")))
}
