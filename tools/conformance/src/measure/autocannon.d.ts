/** As much of autocannon 9 as is used here: it brings no types. */
declare module "autocannon" {
  interface Options {
    url: string
    connections: number
    /** Seconds. */
    duration?: number
    /** Requests, instead of a duration. */
    amount?: number
    method?: "GET" | "POST"
    headers?: Record<string, string>
    body?: string
    /** Sent in turns by every connection, instead of one request. */
    requests?: readonly Pick<Options, "method" | "headers" | "body">[]
  }
  interface Result {
    /** Seconds. */
    duration: number
    requests: { total: number }
    errors: number
    non2xx: number
  }
  export default function autocannon(options: Options): Promise<Result>
}
