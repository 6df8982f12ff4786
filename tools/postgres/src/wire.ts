/** A wire to a server that can be held and cut: what networks do to connections, on purpose. */
import { once } from "node:events"
import { type AddressInfo, connect, createServer, type Socket } from "node:net"

export interface Wire {
  /** The server's URL, by way of the wire. */
  url: string
  /**
   * From the next message to the server on that contains these words, its connection is troubled: the message does not
   * arrive any more, or its answer does not; or the connection is cut before it arrives, or after that.
   */
  troubleAt(words: string, trouble: Trouble): void
  /** Nothing passes any more, on any connection, new ones included; or everything does again, what has waited first. */
  hold(holds: boolean): void
  /** Cuts all connections. */
  cut(): void
  /** How many messages were troubled. */
  troubled(): number
  close(): Promise<void>
}

export type Trouble = "hold message" | "hold answer" | "cut before" | "cut after"

interface Line {
  client: Socket
  server: Socket
  /** What waits, by direction; nothing where everything passes. */
  up: Buffer[] | undefined
  down: Buffer[] | undefined
}

/** Lays a wire to the server of this URL. */
export async function wireTo(serverUrl: string): Promise<Wire> {
  const { hostname, port } = new URL(serverUrl)
  const lines = new Set<Line>()
  let holding = false
  let plan: { words: string; trouble: Trouble } | undefined
  let troubled = 0

  const listener = createServer((client) => {
    const server = connect(Number(port), hostname)
    const line: Line = {
      client,
      server,
      up: holding ? [] : undefined,
      down: holding ? [] : undefined,
    }
    lines.add(line)
    client.on("data", (bytes: Buffer) => upward(line, bytes))
    server.on("data", (bytes: Buffer) => pass(line, "down", bytes))
    for (const socket of [client, server]) {
      socket.on("error", () => {})
      socket.on("close", () => end(line))
    }
  }).listen(0, "127.0.0.1")
  await once(listener, "listening")

  function upward(line: Line, bytes: Buffer): void {
    const trouble = plan !== undefined && bytes.includes(plan.words) ? plan.trouble : undefined
    if (trouble !== undefined) troubled++
    if (trouble === "hold message") line.up ??= []
    if (trouble === "hold answer") line.down ??= []
    if (trouble === "cut before") end(line)
    else pass(line, "up", bytes)
    if (trouble === "cut after") line.server.end(() => end(line))
  }

  function pass(line: Line, direction: "up" | "down", bytes: Buffer): void {
    const waiting = line[direction]
    if (waiting) waiting.push(bytes)
    else line[direction === "up" ? "server" : "client"].write(bytes)
  }

  function end(line: Line): void {
    lines.delete(line)
    line.client.destroy()
    line.server.destroy()
  }

  function hold(holds: boolean): void {
    holding = holds
    for (const line of lines) {
      for (const direction of ["up", "down"] as const) {
        const waiting = line[direction]
        line[direction] = holds ? (waiting ?? []) : undefined
        if (!holds) for (const bytes of waiting ?? []) pass(line, direction, bytes)
      }
    }
  }

  const url = new URL(serverUrl)
  url.port = String((listener.address() as AddressInfo).port)
  return {
    url: url.href,
    troubleAt(words, trouble) {
      plan = { words, trouble }
    },
    hold(holds) {
      if (!holds) plan = undefined
      hold(holds)
    },
    cut: () => lines.forEach(end),
    troubled: () => troubled,
    async close() {
      lines.forEach(end)
      listener.close()
      await once(listener, "close")
    },
  }
}
