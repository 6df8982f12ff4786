import { describe, expect, test } from "vitest"
import { urlOf } from "../../src/entry/listener.ts"
import { listenOnNode } from "../../src/entry/node-listen.ts"
import { describeListening, exchange, serveWith } from "./listening.ts"

describeListening("listenOnNode", listenOnNode)

describe("listenOnNode", () => {
  test("hands on the request as it was sent: target, order and repeats of headers, address", async () => {
    const { at, asked } = await serveWith(listenOnNode)
    const answer = await exchange(
      at,
      "POST /?a=%2f&b HTTP/1.1\r\nHost: kms.test\r\nX-One:  1\r\nx-two: 2\r\nX-One: 3\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    )
    expect(asked).toEqual([
      {
        method: "POST",
        target: "/?a=%2f&b",
        headers: [
          ["host", "kms.test"],
          ["x-one", "1"],
          ["x-two", "2"],
          ["x-one", "3"],
          ["connection", "close"],
          ["content-length", "2"],
        ],
        body: new TextEncoder().encode("{}"),
        sourceAddress: "127.0.0.1",
      },
    ])
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer).toMatch(/\r\nDate: /)
    expect(answer).toMatch(/\r\nContent-Length: 4\r\n/)
    expect(answer).toMatch(/\r\n\r\ndone$/)
  })

  test("answers 400 to a message that is not HTTP", async () => {
    const { at, asked } = await serveWith(listenOnNode)
    expect(await exchange(at, "GET / HTTP/9.9\r\n\r\n")).toMatch(/^HTTP\/1\.1 400 /)
    expect(await exchange(at, "POST / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 400 /,
    )
    expect(asked).toEqual([])
  })
})

test.each([
  ["127.0.0.1", "http://127.0.0.1:80"],
  ["0.0.0.0", "http://127.0.0.1:80"],
  ["::", "http://[::1]:80"],
  ["fe80::1", "http://[fe80::1]:80"],
  ["localhost", "http://localhost:80"],
])("urlOf a server on %s is %s", (host, url) => {
  expect(urlOf(host, 80)).toBe(url)
})
