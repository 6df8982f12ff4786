/** What an entry brings that differs between runtimes: how to listen. */
import type { AppPorts } from "../app.ts"
import { codeOf, Refusal } from "./refusal.ts"

export interface Listener {
  /** Where clients on this machine reach it. */
  url: string
  /** Takes no more connections, lets running requests end for so many milliseconds, and then breaks off what is left. */
  stop(graceMs: number): Promise<void>
}

export interface ListenOrder {
  host: string
  /** 0 takes a free one. */
  port: number
  /** What the routes need, but for the request as it came over the wire: that is for the platform to show. */
  app: Omit<AppPorts<never>, "envelope">
}

/** Starts to answer requests. Throws `Refusal` when the address cannot be had. */
export type Listen = (order: ListenOrder) => Promise<Listener>

/** The address of a server that listens on a host: a host that means "all networks" is reached by this machine's own name. */
export function urlOf(host: string, port: number): string {
  const own: Readonly<Record<string, string>> = { "0.0.0.0": "127.0.0.1", "::": "::1" }
  const name = own[host] ?? host
  return `http://${name.includes(":") ? `[${name}]` : name}:${port}`
}

/** What to say when the address cannot be had, by the system's name for the failure. */
export function refusalToListen(error: unknown, place: { host: string; port: number }): Refusal {
  const { host, port } = place
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} of ${host} is in use. Stop what listens there, or choose another with --port.`,
    EACCES: `Port ${port} may not be used by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine. Choose another with --host.`,
    ENOTFOUND: `${host} is not a host that can be found. Choose another with --host.`,
  }
  const code = codeOf(error)
  const sentence = sentences[code] ?? `${host}, port ${port}: cannot listen (${code}).`
  return new Refusal(sentence, { cause: error })
}
