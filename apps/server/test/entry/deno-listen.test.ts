import { expect, test } from "vitest"
import { listenOnDeno } from "../../src/entry/deno-listen.ts"
import { describeListening, exchange, serveWith } from "./listening.ts"

describeListening("listenOnDeno", listenOnDeno)

test("listenOnDeno hands on a request as the Fetch standard shows it, and the address", async () => {
  const { at, asked } = await serveWith(listenOnDeno)
  const answer = await exchange(
    at,
    "POST /?a=%2f&b HTTP/1.1\r\nHost: kms.test\r\nX-One:  1\r\nx-two: 2\r\nX-One: 3\r\nAccept-Encoding: gzip\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
  )
  const [request] = asked
  expect(request).toMatchObject({
    method: "POST",
    target: "/?a=%2f&b",
    body: new TextEncoder().encode("{}"),
    sourceAddress: "127.0.0.1",
  })
  expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
    host: "kms.test",
    // A name that came twice: joined as the standard says, so that a signature over both does not fit.
    "x-one": "1, 3",
    "x-two": "2",
  })
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
  expect(answer).toMatch(/\r\ndate: /i)
  // Compressed beside what an attacker chooses, a secret would show in the length.
  expect(answer).not.toMatch(/\r\ncontent-encoding:/i)
  expect(answer).toMatch(/\r\n\r\ndone$/)
})
