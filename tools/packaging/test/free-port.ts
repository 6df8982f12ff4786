/** A port that nobody listened on a moment ago. */
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"

export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, "127.0.0.1")
  await once(listener, "listening")
  const { port } = listener.address() as AddressInfo
  listener.close()
  await once(listener, "close")
  return port
}
