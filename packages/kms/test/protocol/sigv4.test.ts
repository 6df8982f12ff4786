/** SigV4: which requests are refused, in which order and with which words. */
import { webCrypto } from "@keywright/core"
import { describe, expect, test } from "vitest"
import type { sigV4 } from "../../src/protocol/sigv4.ts"
import type { WireRequest } from "../../src/protocol/wire.ts"
import {
  accessKeyId,
  type Choice,
  nowMs,
  presign,
  secretAccessKey,
  signHeader,
  timestamp,
  unsigned,
} from "./signer.ts"
import { accessKey, outcome, verifier } from "./verifier.ts"

const mismatch =
  "InvalidSignatureException: The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."

const minutes = (count: number): number => count * 60_000

/** The request with some headers changed; undefined takes one away. */
function withHeaders(
  request: WireRequest,
  change: Record<string, string | undefined>,
): WireRequest {
  const headers = request.headers
    .map(([name, value]): [string, string | undefined] => [
      name,
      name in change ? change[name] : value,
    ])
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
  const added = Object.entries(change).filter(
    ([name]) => !request.headers.some(([known]) => known === name),
  )
  return { ...request, headers: [...headers, ...(added as [string, string][])] }
}

const authorization = (request: WireRequest): string =>
  request.headers.find(([name]) => name === "authorization")?.[1] ?? ""

describe("A good request", () => {
  test("SigV4 gives the holder of the access key and the Region of the scope", async () => {
    const identity = await verifier()(signHeader(unsigned(), { region: "eu-west-1" }), nowMs)
    expect(identity).toEqual({
      account: "111122223333",
      principalArn: "arn:aws:iam::111122223333:root",
      accessKeyId,
      region: "eu-west-1",
    })
  })

  test("SigV4 accepts a presigned request for as long as it says", async () => {
    const request = presign(unsigned(), { expires: "3600" })
    expect(await outcome(request)).toBe("accepted")
    expect(await outcome(request, { atMs: nowMs + minutes(60) })).toBe("accepted")
    expect(await outcome(request, { atMs: nowMs + minutes(60) + 1000 })).toBe(
      "InvalidSignatureException: Signature expired: 20261124T120000Z is now earlier than 20261124T120001Z (20261124T130001Z - 60 min.)",
    )
  })

  test("SigV4 accepts a Date header in ISO 8601 basic format", async () => {
    const dated = signHeader(unsigned({ headers: [...unsigned().headers, ["date", timestamp]] }), {
      signed: ["content-type", "date", "host", "x-amz-target"],
    })
    expect(await outcome(withHeaders(dated, { "x-amz-date": undefined }))).toBe("accepted")
  })

  test("SigV4 answers the same on WebCrypto", async () => {
    const verify = verifier({ symmetric: webCrypto })
    expect(await outcome(signHeader(unsigned()), { verify })).toBe("accepted")
    expect(await outcome(signHeader(unsigned(), { secret: "another" }), { verify })).toBe(mismatch)
  })

  test("SigV4 does not mind the spaces between the parts of the Authorization header", async () => {
    const request = signHeader(unsigned())
    const tight = authorization(request).replaceAll(", ", ",")
    expect(await outcome(withHeaders(request, { authorization: ` ${tight} ` }))).toBe("accepted")
  })
})

const incomplete = "IncompleteSignatureException: "
const invalid = "InvalidSignatureException: "
const authorizationLacks = (name: string): string =>
  `Authorization header requires '${name}' parameter. `

interface Row {
  step: number
  fault: string
  request: WireRequest
  refused: string
}

const good = signHeader(unsigned())
const goodQuery = presign(unsigned())
const withAuthorization = (text: string): WireRequest => withHeaders(good, { authorization: text })
const part = (name: string, text: string): string =>
  authorization(good).replace(new RegExp(`${name}=[^,]*`), text)
const queryWithout = (name: string): WireRequest => ({
  ...goodQuery,
  target: goodQuery.target.replace(new RegExp(`${name}=[^&]*`), "x=y"),
})

const rows: Row[] = [
  {
    step: 1,
    fault: "without a signature",
    request: unsigned(),
    refused: "MissingAuthenticationTokenException: Request is missing Authentication Token",
  },
  {
    step: 1,
    fault: "of another scheme",
    request: withAuthorization("Basic QUtJRDpzZWNyZXQ="),
    refused: "MissingAuthenticationTokenException: Request is missing Authentication Token",
  },
  {
    step: 2,
    fault: "signed in both forms",
    request: { ...good, target: goodQuery.target },
    refused: `${invalid}Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.`,
  },
  {
    step: 3,
    fault: "with an empty Authorization header",
    request: withHeaders(withAuthorization("AWS4-HMAC-SHA256"), { "x-amz-date": undefined }),
    refused: `${incomplete}${authorizationLacks("Credential")}${authorizationLacks("Signature")}${authorizationLacks("SignedHeaders")}Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256`,
  },
  ...["Credential", "Signature", "SignedHeaders"].map((name): Row => {
    const text = part(name, `${name}=`)
    return {
      step: 3,
      fault: `without ${name}`,
      request: withAuthorization(text),
      refused: `${incomplete}${authorizationLacks(name)}Authorization=${text}`,
    }
  }),
  ...["X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"].map(
    (name): Row => ({
      step: 3,
      fault: `presigned without ${name}`,
      request: queryWithout(name),
      refused: `${incomplete}AWS query-string parameters must include '${name}'. Re-examine the query-string parameters.`,
    }),
  ),
  {
    step: 3,
    fault: "presigned with an algorithm and nothing else",
    request: unsigned({ target: "/?X-Amz-Algorithm=" }),
    refused: `${incomplete}${["Algorithm", "Credential", "Signature", "SignedHeaders", "Date"].map((name) => `AWS query-string parameters must include 'X-Amz-${name}'. `).join("")}Re-examine the query-string parameters.`,
  },
  ...["authorization", "host", "x-amz-date", "x-amz-target", "content-type"].map((name): Row => {
    const again = good.headers.find(([header]) => header === name) ?? ["", ""]
    return {
      step: 3,
      fault: `with ${name} twice`,
      request: { ...good, headers: [...good.headers, again] },
      refused: `${invalid}Found '${name}' more than once.`,
    }
  }),
  {
    step: 3,
    fault: "with two credentials in one Authorization header",
    request: withAuthorization(`${authorization(good)}, Credential=x`),
    refused: `${invalid}Found 'Credential' more than once.`,
  },
  {
    step: 3,
    fault: "presigned twice over",
    request: { ...goodQuery, target: `${goodQuery.target}&X-Amz-Date=${timestamp}` },
    refused: `${invalid}Found 'X-Amz-Date' more than once.`,
  },
  ...[
    "20261124",
    "2026-11-24T12:00:00Z",
    "20260230T120000Z",
    "20261124T120000z",
    "20261124T246000Z",
  ].map(
    (got): Row => ({
      step: 4,
      fault: `dated ${got}`,
      request: signHeader(unsigned(), { timestamp: got }),
      refused: `${incomplete}Date must be in ISO-8601 'basic format'. Got '${got}'. See http://en.wikipedia.org/wiki/ISO_8601`,
    }),
  ),
  {
    step: 5,
    fault: "five minutes and a second old",
    request: signHeader(unsigned(), { timestamp: "20261124T115459Z" }),
    refused: `${invalid}Signature expired: 20261124T115459Z is now earlier than 20261124T115500Z (20261124T120000Z - 5 min.)`,
  },
  {
    step: 5,
    fault: "five minutes and a second early",
    request: signHeader(unsigned(), { timestamp: "20261124T120501Z" }),
    refused: `${invalid}Signature not yet current: 20261124T120501Z is still later than 20261124T120500Z (20261124T120000Z + 5 min.)`,
  },
  {
    step: 5,
    fault: "presigned for the future",
    request: presign(unsigned(), { timestamp: "20261124T120501Z", expires: "3600" }),
    refused: `${invalid}Signature not yet current: 20261124T120501Z is still later than 20261124T120500Z (20261124T120000Z + 5 min.)`,
  },
  {
    step: 5,
    fault: "presigned for more than a week",
    request: presign(unsigned(), { expires: "604801" }),
    refused: `${incomplete}X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds`,
  },
  {
    step: 5,
    fault: "presigned for less than no time",
    request: presign(unsigned(), { expires: "-1" }),
    refused: `${incomplete}X-Amz-Expires must be non-negative`,
  },
  ...["", "1e3", "3600 ", "99999999999"].map(
    (expires): Row => ({
      step: 5,
      fault: `presigned for "${expires}" seconds`,
      request: presign(unsigned(), { expires }),
      refused: `${incomplete}X-Amz-Expires should be a number`,
    }),
  ),
  ...(
    [
      ["Host", ["content-type", "x-amz-date", "x-amz-target"]],
      ["X-Amz-Date", ["content-type", "host", "x-amz-target"]],
      ["X-Amz-Target", ["content-type", "host", "x-amz-date"]],
    ] as const
  ).map(
    ([name, signed]): Row => ({
      step: 6,
      fault: `whose ${name} is not signed`,
      request: signHeader(unsigned(), { signed }),
      refused: `${invalid}'${name}' must be a 'SignedHeader' in the AWS Authorization.`,
    }),
  ),
  {
    step: 6,
    fault: "whose session token is not signed",
    request: withHeaders(good, { "x-amz-security-token": "token" }),
    refused: `${invalid}'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.`,
  },
  {
    step: 6,
    fault: "presigned with its target unsigned",
    request: presign(unsigned(), { signed: ["content-type", "host"] }),
    refused: `${invalid}'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.`,
  },
  {
    step: 6,
    fault: "that signs one header twice",
    request: signHeader(unsigned(), { signed: ["host", "host", "x-amz-date", "x-amz-target"] }),
    refused: mismatch,
  },
  ...["AWS4-ECDSA-P256-SHA256", "AWS4-HMAC-SHA1"].map(
    (algorithm): Row => ({
      step: 7,
      fault: `signed with ${algorithm}`,
      request: signHeader(unsigned(), { algorithm }),
      refused: `${incomplete}Unsupported AWS 'algorithm': '${algorithm}' (only AWS4-HMAC-SHA256 for now). `,
    }),
  ),
  ...[
    "AKIDEXAMPLE",
    "AKIDEXAMPLE/20261124/us-east-1/kms",
    "AKIDEXAMPLE/20261124//us-east-1/kms/aws4_request",
  ].map(
    (got): Row => ({
      step: 8,
      fault: `with the credential ${got}`,
      request: withAuthorization(part("Credential", `Credential=${got}`)),
      refused: `${incomplete}Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${got}'`,
    }),
  ),
  ...(
    [
      [{ region: "c" }, "Credential should be scoped to a valid region, not 'c'. "],
      [{ service: "dynamodb" }, "Credential should be scoped to correct service: 'kms'. "],
      [
        { terminator: "e" },
        "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. ",
      ],
      [
        { date: "b" },
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20261124', from '20261124T120000Z'.",
      ],
      [
        { region: "c", service: "d", terminator: "e", date: "b" },
        "Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: 'kms'. Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20261124', from '20261124T120000Z'.",
      ],
    ] satisfies [Choice, string][]
  ).map(
    ([choice, sentence]): Row => ({
      step: 8,
      fault: `scoped to ${Object.values(choice).join(", ")}`,
      request: signHeader(unsigned(), choice),
      refused: invalid + sentence,
    }),
  ),
  ...["AKIDOTHER", "akidexample", "__proto__", "%2e%2e"].map(
    (id): Row => ({
      step: 9,
      fault: `of the unknown access key ${id}`,
      request: signHeader(unsigned(), { accessKeyId: id }),
      refused:
        "UnrecognizedClientException: The security token included in the request is invalid.",
    }),
  ),
  {
    step: 10,
    fault: "signed with another secret",
    request: signHeader(unsigned(), { secret: secretAccessKey.toLowerCase() }),
    refused: mismatch,
  },
  {
    step: 10,
    fault: "that does not sign its payload",
    request: signHeader(
      unsigned({ headers: [...unsigned().headers, ["x-amz-content-sha256", "UNSIGNED-PAYLOAD"]] }),
      { payloadHash: "UNSIGNED-PAYLOAD" },
    ),
    refused: mismatch,
  },
  {
    step: 10,
    fault: "whose signed headers are not sorted",
    request: withAuthorization(
      part("SignedHeaders", "SignedHeaders=host;content-type;x-amz-date;x-amz-target"),
    ),
    refused: mismatch,
  },
  {
    step: 10,
    fault: "that signs a header which is not there",
    request: withHeaders(
      signHeader(unsigned({ headers: [...unsigned().headers, ["x-amz-meta", ""]] })),
      {
        "x-amz-meta": undefined,
      },
    ),
    refused: mismatch,
  },
  {
    step: 10,
    fault: "with the signature in capitals",
    request: withAuthorization(
      authorization(good).replace(/\w+$/, (digits) => digits.toUpperCase()),
    ),
    refused: mismatch,
  },
  {
    step: 10,
    fault: "with half a signature",
    request: withAuthorization(authorization(good).slice(0, -32)),
    refused: mismatch,
  },
  {
    step: 10,
    fault: "with a header that has no UTF-8",
    request: withHeaders(
      signHeader(unsigned({ headers: [...unsigned().headers, ["x-odd", "\ufffd"]] })),
      {
        "x-odd": "\ud800",
      },
    ),
    refused: mismatch,
  },
  {
    step: 11,
    fault: "with a session token beside a long-term access key",
    request: signHeader(
      unsigned({ headers: [...unsigned().headers, ["x-amz-security-token", "t"]] }),
    ),
    refused: "UnrecognizedClientException: The security token included in the request is invalid.",
  },
]

describe("A refused request", () => {
  test.each(rows)("SigV4 refuses in step $step a request $fault", async ({ request, refused }) => {
    expect(await outcome(request)).toBe(refused)
  })

  test("SigV4 accepts exactly five minutes on both sides", async () => {
    for (const early of [-5, 5]) {
      expect(await outcome(good, { atMs: nowMs + minutes(early) })).toBe("accepted")
    }
  })

  test("SigV4 refuses for the first fault in the order of the steps", async () => {
    const faults: [step: string, choice: Choice][] = [
      ["Date must be", { timestamp: "today" }],
      ["Signature expired", { timestamp: "20200101T000000Z" }],
      ["'Host' must be", { signed: ["x-amz-date"] }],
      ["Unsupported AWS 'algorithm'", { algorithm: "AWS4-X" }],
      ["Credential should be scoped", { region: "c" }],
      ["The security token", { accessKeyId: "AKIDOTHER" }],
      ["The request signature", { secret: "other" }],
    ]
    for (const [first, [sentence]] of faults.entries()) {
      const all = faults.slice(first).toReversed()
      const choice = Object.assign({}, ...all.map(([, fault]) => fault))
      expect(await outcome(signHeader(unsigned(), choice))).toContain(sentence)
    }
  })
})

describe("Temporary credentials", () => {
  const session = { token: "token", expiresMs: nowMs + minutes(1) }
  const verify = verifier({ findAccessKey: () => accessKey(session) })
  const withToken = (token: string): WireRequest =>
    signHeader(unsigned({ headers: [...unsigned().headers, ["x-amz-security-token", token]] }))

  test("SigV4 accepts them with their session token, signed", async () => {
    expect(await outcome(withToken("token"), { verify })).toBe("accepted")
    expect(await outcome(presign(unsigned(), { token: "token" }), { verify })).toBe("accepted")
  })

  test("SigV4 refuses them without it, or with another", async () => {
    const refused =
      "UnrecognizedClientException: The security token included in the request is invalid."
    for (const request of [good, withToken("tokem"), withToken("token2"), presign(unsigned())]) {
      expect(await outcome(request, { verify })).toBe(refused)
    }
  })

  test("SigV4 refuses them when they have expired", async () => {
    expect(await outcome(withToken("token"), { verify, atMs: nowMs + minutes(1) })).toBe(
      "ExpiredTokenException: The security token included in the request is expired",
    )
  })
})

describe("Secrets", () => {
  test("SigV4 wipes a secret that it has used, and asks once for a day, a Region and an unchanged access key", async () => {
    const opened: Uint8Array[] = []
    const openSecret = (): Uint8Array => {
      const secret = new TextEncoder().encode(secretAccessKey)
      opened.push(secret)
      return secret
    }
    let known = { ...accessKey(), openSecret }
    const verify = verifier({ findAccessKey: () => known })
    for (let i = 0; i < 3; i++) await verify(good, nowMs)
    expect(opened).toHaveLength(1)
    await verify(signHeader(unsigned(), { region: "eu-west-1" }), nowMs)
    expect(opened).toHaveLength(2)
    known = { ...accessKey(), openSecret }
    await verify(good, nowMs)
    expect(opened).toHaveLength(3)
    expect(opened.flatMap((secret) => [...secret]).every((byte) => byte === 0)).toBe(true)
  })

  test("SigV4 does not verify with the old secret of an access key that has a new one", async () => {
    let secret = secretAccessKey
    const find = (): ReturnType<typeof accessKey> => ({
      ...accessKey(),
      openSecret: () => new TextEncoder().encode(secret),
    })
    let known = find()
    const verify = verifier({ findAccessKey: () => known })
    expect(await outcome(good, { verify })).toBe("accepted")
    secret = "new"
    known = find()
    expect(await outcome(good, { verify })).toBe(mismatch)
    expect(await outcome(signHeader(unsigned(), { secret: "new" }), { verify })).toBe("accepted")
  })

  test("SigV4 makes as many HMACs and hashes for an unknown access key as for a wrong signature", async () => {
    const counts: string[] = []
    for (const request of [
      signHeader(unsigned(), { accessKeyId: "AKIDOTHER" }),
      signHeader(unsigned(), { secret: "x" }),
    ]) {
      const { symmetric, counted } = counting()
      const verify = verifier({ symmetric })
      await outcome(request, { verify })
      await outcome(request, { verify })
      counts.push(JSON.stringify(counted))
    }
    expect(counts[0]).toBe(counts[1])
    expect(counts[0]).toBe(JSON.stringify({ sha256: 4, importHmacKey: 5, hmacSha256: 6 }))
  })
})

function counting(): {
  symmetric: Parameters<typeof sigV4>[0]["symmetric"]
  counted: Record<string, number>
} {
  const counted = { sha256: 0, importHmacKey: 0, hmacSha256: 0 }
  const count = <A extends unknown[], R>(name: keyof typeof counted, run: (...given: A) => R) => {
    return (...given: A): R => {
      counted[name]++
      return run(...given)
    }
  }
  const symmetric = {
    ...webCrypto,
    sha256: count("sha256", webCrypto.sha256),
    importHmacKey: count("importHmacKey", webCrypto.importHmacKey),
    hmacSha256: count("hmacSha256", webCrypto.hmacSha256),
  }
  return { symmetric, counted }
}
