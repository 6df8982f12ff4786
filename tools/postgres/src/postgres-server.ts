/** Starts a PostgreSQL server of its own: on a free port, in a folder that goes with it, also where the tests are root. */
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import getPort from "get-port"
import { postgresFolders } from "./binaries.ts"
import { giveTo, reachable, type User, unprivilegedUser } from "./unprivileged.ts"

export interface PostgresServer {
  /** Of the database that every server has, with user and password (new-database.ts makes others). */
  url: string
  /** Of its first process, whose children do the work. */
  pid(): number
  /** Ends it as a crash would (an immediate shutdown): the next start recovers from its log. */
  crash(): Promise<void>
  /** Starts it again, after a crash, on the same port and with the same data. */
  start(): Promise<void>
  /** Ends it, and removes its data. */
  stop(): Promise<void>
}

interface Place {
  programs: string
  data: string
  port: number
  user: User
  /** Whether a commit is on disk when it is acknowledged. Tests of other things are faster without. */
  durable: boolean
  tls: Certificate | undefined
}

/** In PEM, for the address 127.0.0.1. */
export interface Certificate {
  certificate: string
  key: string
}

export interface PostgresOrder {
  /** Whether a commit is on disk when it is acknowledged; false unless given. */
  durable?: boolean
  /** Connections may then be encrypted. */
  tls?: Certificate
}

const START_TIMEOUT_MS = 60_000
const READY = "database system is ready to accept connections"

/** Starts it. Throws with PostgreSQL's own words when there is none, or none that runs. */
export async function startPostgres(order: PostgresOrder = {}): Promise<PostgresServer> {
  const [found] = postgresFolders()
  if (found === undefined) throw new Error("no PostgreSQL is installed here")
  const folder = mkdtempSync(join(tmpdir(), "keywright-postgres-"))
  const password = randomBytes(12).toString("hex")
  try {
    const user = unprivilegedUser()
    giveTo(user, folder)
    const programs = reachable(found, user, folder)
    const { durable = false, tls } = order
    const data = join(folder, "data")
    const place = { programs, data, port: await getPort({ host: "127.0.0.1" }), user, durable, tls }
    await initialise(place, password)
    return await serverIn({ place, folder, password })
  } catch (error) {
    rmSync(folder, { recursive: true })
    throw error
  }
}

interface Parts {
  place: Place
  folder: string
  password: string
}

async function serverIn({ place, folder, password }: Parts): Promise<PostgresServer> {
  let running = await launch(place, folder)
  return {
    url: `postgres://keywright:${password}@127.0.0.1:${place.port}/postgres`,
    pid: () => running.postgres.pid ?? 0,
    crash: () => end(running),
    async start() {
      running = await launch(place, folder)
    },
    async stop() {
      await end(running)
      rmSync(folder, { recursive: true })
    },
  }
}

/**
 * The databases sort as people in the United States do, and not by bytes: what relies on the order of bytes must say so.
 */
async function initialise({ programs, data, user, tls }: Place, password: string): Promise<void> {
  const give = (file: string, content: string) => {
    writeFileSync(file, content, { mode: 0o600 })
    giveTo(user, file)
  }
  const passwordFile = `${data}.password`
  mkdirSync(data, { mode: 0o700 })
  giveTo(user, data)
  give(passwordFile, password)
  const options = [
    ["-D", data, "-U", "keywright", "-E", "UTF8", "--locale=C"],
    ["--locale-provider=icu", "--icu-locale=en-US"],
    ["-A", "scram-sha-256", `--pwfile=${passwordFile}`, "--no-sync"],
  ]
  await promisify(execFile)(join(programs, "initdb"), options.flat(), user)
  if (tls === undefined) return
  // The names that PostgreSQL looks for when it is not told others.
  give(join(data, "server.crt"), tls.certificate)
  give(join(data, "server.key"), tls.key)
}

interface Running {
  postgres: ChildProcess
  /** Ends the server when this process ends, however it ends. */
  guard: ChildProcess
}

async function launch(
  { programs, data, port, user, durable, tls }: Place,
  folder: string,
): Promise<Running> {
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: data,
    max_connections: "200",
    shared_buffers: "64MB",
    ...(!durable && { fsync: "off" }),
    ...(tls && { ssl: "on" }),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const postgres = spawn(join(programs, "postgres"), ["-D", data, ...flags], {
    ...user,
    cwd: data,
    stdio: ["ignore", "ignore", "pipe"],
  })
  let said = ""
  postgres.stderr.setEncoding("utf8").on("data", (words: string) => {
    said = `${said}${words}`.slice(-20_000)
  })
  const late = setTimeout(() => postgres.kill("SIGKILL"), START_TIMEOUT_MS)
  const ended = once(postgres, "exit")
  while (!said.includes(READY)) {
    const end = await Promise.race([once(postgres.stderr, "data").then(() => undefined), ended])
    if (end) throw new Error(`PostgreSQL ended at its start:\n${said}`)
  }
  clearTimeout(late)
  return { postgres, guard: guardOf(postgres, folder) }
}

/** Waits for the end of its standard input, which is the end of this process; 20 attempts are two seconds. */
const GUARD = `cat > /dev/null
kill -QUIT "$1"
attempts=20
while kill -0 "$1" && [ $attempts -gt 0 ]; do sleep 0.1; attempts=$((attempts - 1)); done
rm -rf "$2"`

function guardOf(postgres: ChildProcess, folder: string): ChildProcess {
  return spawn("sh", ["-c", GUARD, "sh", String(postgres.pid), folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  })
}

async function end({ postgres, guard }: Running): Promise<void> {
  guard.kill("SIGKILL")
  if (postgres.exitCode !== null || postgres.signalCode !== null) return
  const ended = once(postgres, "exit")
  postgres.kill("SIGQUIT")
  await ended
}
