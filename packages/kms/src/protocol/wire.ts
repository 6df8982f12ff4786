/** What reaches the service and what leaves it: HTTP as plain values, so that no server and no runtime is needed. */

export interface WireRequest {
  method: string
  /** Path and query as they were sent, undecoded: "/" or "/?X-Amz-Algorithm=…". */
  target: string
  /** Names in lower case, in the order received; a name that came twice is here twice. */
  headers: readonly (readonly [name: string, value: string])[]
  body: Uint8Array
  /** The peer's address, for the audit record. */
  sourceAddress?: string
}

export interface WireAnswer {
  status: number
  headers: Record<string, string>
  body: string
}
