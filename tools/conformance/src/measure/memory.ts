/** Resident memory of the server's process: idle, and after many requests. */
import { execFileSync } from "node:child_process"
import autocannon from "autocannon"
import type { OwnServer } from "../own-server.ts"
import { standOn } from "../target.ts"
import { generateDataKey } from "./throughput.ts"

export interface Memory {
  idleMib: number
  afterRequestsMib: number
  requests: number
}

/** For the collector and the allocator to come to rest. */
const SETTLE_MS = 3_000

/** Must be the first thing asked of a server: afterwards it is not idle any more. */
export async function measureMemory(server: OwnServer, requests: number): Promise<Memory> {
  await settle()
  const idleMib = residentMib(server.pid())
  const { KeyId } = await standOn(server.target).newKey()
  const request = await generateDataKey(server.target, KeyId)
  await autocannon({ ...request, connections: 16, amount: requests })
  await settle()
  return { idleMib, afterRequestsMib: residentMib(server.pid()), requests }
}

function residentMib(pid: number): number {
  const kib = execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })
  return Number(kib) / 1024
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
}
