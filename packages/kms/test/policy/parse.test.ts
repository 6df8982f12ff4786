/** Key policy documents: what is accepted, and what is refused with which words. */
import { describe, expect, test } from "vitest"
import { defaultKeyPolicy } from "../../src/policy/default-key-policy.ts"
import { parsePolicy, policyBytesMax } from "../../src/policy/parse.ts"

const root = "arn:aws:iam::111122223333:root"
const statement = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" }

const parse = (document: unknown, partition = "aws") =>
  parsePolicy(typeof document === "string" ? document : JSON.stringify(document), partition)

/** A document with one statement that differs from a good one. */
const withStatement = (change: Record<string, unknown>) => ({
  Version: "2012-10-17",
  Statement: [{ ...statement, ...change }],
})

describe("Accepted", () => {
  test("parsePolicy reads the default policy, and keeps its text", () => {
    const document = defaultKeyPolicy({ account: "111122223333", region: "us-east-1" })
    expect(parse(document)).toEqual({
      text: document,
      policy: {
        statements: [
          {
            effect: "Allow",
            principal: { except: false, who: [{ kind: "AWS", value: root }] },
            action: { except: false, patterns: ["kms:*"] },
            resource: { except: false, patterns: ["*"] },
            conditions: [],
          },
        ],
      },
    })
  })

  test("parsePolicy reads every member of a statement in its forms", () => {
    const parsed = parse({
      Statement: {
        Sid: "Some words",
        Effect: "Deny",
        NotPrincipal: { AWS: [root, "111122223333"], Service: "logs.us-east-1.amazonaws.com" },
        NotAction: ["kms:Get*", "kms:List*"],
        NotResource: "arn:aws:kms:*:*:key/*",
        Condition: {
          StringEquals: { "kms:CallerAccount": "111122223333" },
          BoolIfExists: { "aws:SecureTransport": false, "kms:GrantIsForAWSResource": ["true"] },
          "ForAnyValue:StringLike": { "kms:ResourceAliases": ["alias/a*", 7] },
        },
      },
    })
    expect(parsed).toMatchObject({
      policy: {
        statements: [
          {
            effect: "Deny",
            principal: {
              except: true,
              who: [
                { kind: "AWS", value: root },
                { kind: "AWS", value: "111122223333" },
                { kind: "Service", value: "logs.us-east-1.amazonaws.com" },
              ],
            },
            action: { except: true, patterns: ["kms:Get*", "kms:List*"] },
            resource: { except: true, patterns: ["arn:aws:kms:*:*:key/*"] },
            conditions: [
              { operator: "StringEquals", key: "kms:CallerAccount", values: ["111122223333"] },
              { operator: "BoolIfExists", key: "aws:SecureTransport", values: ["false"] },
              { operator: "BoolIfExists", key: "kms:GrantIsForAWSResource", values: ["true"] },
              {
                operator: "ForAnyValue:StringLike",
                key: "kms:ResourceAliases",
                values: ["alias/a*", "7"],
              },
            ],
          },
        ],
      },
    })
  })

  test.each(["Action", "Resource"])("parsePolicy accepts a statement without %s", (member) => {
    const { [member]: _, ...rest } = statement as Record<string, unknown>
    expect(parse({ Statement: [rest] })).toHaveProperty("policy")
  })

  test.each([
    ["*"],
    [{ AWS: "*" }],
    [{ AWS: "111122223333" }],
    [{ AWS: "arn:aws:iam::444455556666:user/division/team/alice" }],
    [{ AWS: "arn:aws:iam::444455556666:role/Admin+=,.@_-" }],
    [{ AWS: "arn:aws:iam::444455556666:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX" }],
    [{ AWS: "arn:aws:sts::444455556666:assumed-role/Admin/session" }],
    [{ AWS: "arn:aws:sts::444455556666:federated-user/bob" }],
    [{ Service: ["lambda.amazonaws.com", "delivery.logs.amazonaws.com"] }],
    [{ Federated: "cognito-identity.amazonaws.com" }],
    [{ Federated: "arn:aws:iam::111122223333:saml-provider/corp" }],
  ])("parsePolicy accepts the principal %j", (Principal) => {
    expect(parse(withStatement({ Principal }))).toHaveProperty("policy")
  })

  test("parsePolicy accepts exactly as many bytes as AWS", () => {
    const document = JSON.stringify(withStatement({}))
    expect(parse(document.padEnd(policyBytesMax, " "))).toHaveProperty("policy")
  })
})

describe("Refused", () => {
  test("parsePolicy counts bytes, not characters", () => {
    const document = JSON.stringify(withStatement({}))
    const tooLong = { fault: "too long", limit: 32_768 }
    expect(parse(document.padEnd(policyBytesMax + 1, " "))).toEqual(tooLong)
    expect(parse(document.padEnd(policyBytesMax - 1, " ").replace(/ $/, "éé"))).toEqual(tooLong)
  })

  test.each([
    ["arn:aws:iam::111122223333:group/admins"],
    ["arn:aws:iam::111122223333:*"],
    ["arn:aws:iam::111122223333:user/"],
    ["arn:aws:iam::1111:root"],
    ["arn:aws-cn:iam::111122223333:root"],
    ["arn:aws:iam::111122223333:root\n"],
    ["arn:aws:s3:::bucket"],
    ["AIDACKCEVSQ6C2EXAMPLE"],
    ["11112222333"],
    ["alice"],
    [""],
    ["**"],
  ])("parsePolicy refuses the AWS principal %j", (value) => {
    expect(parse(withStatement({ Principal: { AWS: [root, value] } }))).toEqual({
      fault: "principals",
    })
  })

  test.each([
    [{ Service: "example.com" }],
    [{ Service: "*" }],
    [{ Federated: "" }],
    [{ CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" }],
    [{ aws: root }],
    [{ AWS: [] }],
    [{ AWS: 111122223333 }],
    [{ AWS: null }],
    [root],
    [JSON.parse(`{"__proto__":"${root}"}`)],
  ])("parsePolicy refuses the principal %j", (Principal) => {
    expect(parse(withStatement({ Principal }))).toEqual({ fault: "principals" })
  })

  const place = "Syntax errors in policy. "
  test.each([
    ["", "This policy contains invalid Json"],
    ["{", "This policy contains invalid Json"],
    ["{'Version':1}", "This policy contains invalid Json"],
    ["[]", `${place}The document is not an object.`],
    ["null", `${place}The document is not an object.`],
    ['"{}"', `${place}The document is not an object.`],
    ["{}", `${place}Statement is missing.`],
    [{ Statement: [] }, `${place}Statement is missing.`],
    [{ Statement: [statement, 1] }, `${place}Statement 2 is not an object.`],
    [{ Statement: null }, `${place}Statement 1 is not an object.`],
    [
      { Version: "2012-10-18", Statement: [statement] },
      "The policy must contain a valid version string",
    ],
    [{ Version: 2012, Statement: [statement] }, "The policy must contain a valid version string"],
    [{ Id: 1, Statement: [statement] }, `${place}Id is not a string.`],
    [{ Statement: [statement], Extra: 1 }, `${place}The document has the unknown member Extra.`],
    [withStatement({ Effect: "allow" }), `${place}Statement 1 has no Effect.`],
    [withStatement({ Effect: undefined }), `${place}Statement 1 has no Effect.`],
    [withStatement({ Sid: 1 }), `${place}Sid of Statement 1 is not a string.`],
    [withStatement({ Resources: "*" }), `${place}Statement 1 has the unknown member Resources.`],
    [withStatement({ Principal: undefined }), `${place}Statement 1 has no Principal.`],
    [withStatement({ Principal: {} }), `${place}Principal of Statement 1 is empty.`],
    [withStatement({ Principal: [root] }), `${place}Principal of Statement 1 is not an object.`],
    [
      withStatement({ NotPrincipal: "*" }),
      `${place}Statement 1 has both Principal and NotPrincipal.`,
    ],
    [withStatement({ NotAction: "kms:*" }), `${place}Statement 1 has both Action and NotAction.`],
    [withStatement({ Action: [] }), `${place}Action of Statement 1 is empty.`],
    [withStatement({ Action: { kms: 1 } }), `${place}Action of Statement 1 is not a string.`],
    [
      withStatement({ Action: "Encrypt" }),
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    [withStatement({ Resource: [7] }), `${place}Resource of Statement 1 is not a string.`],
    [withStatement({ Condition: [] }), `${place}Condition of Statement 1 is not an object.`],
    [
      withStatement({ Condition: { StringSame: { a: "b" } } }),
      `${place}Condition of Statement 1 has the unknown operator StringSame.`,
    ],
    [
      withStatement({ Condition: { NullIfExists: { a: "b" } } }),
      `${place}Condition of Statement 1 has the unknown operator NullIfExists.`,
    ],
    [
      withStatement({ Condition: { StringEquals: { a: { b: "c" } } } }),
      `${place}Condition of Statement 1 has a value that is no string.`,
    ],
    [
      withStatement({ Condition: { StringEquals: { a: null } } }),
      `${place}Condition of Statement 1 has a value that is no string.`,
    ],
    [
      withStatement({
        Condition: { "ForAllValues:StringEquals": { "kms:encryptioncontext:App": "x" } },
      }),
      `${place}Condition of Statement 1: ForAllValues with kms:encryptioncontext:App allows requests without an encryption context.`,
    ],
    [
      {
        Statement: [
          { ...statement, Sid: "a" },
          { ...statement, Sid: "a" },
        ],
      },
      `${place}Statement IDs (SID) in a single policy must be unique.`,
    ],
  ])("parsePolicy refuses %j", (document, sentence) => {
    expect(parse(document)).toEqual({ fault: "syntax", sentence })
  })

  test("parsePolicy ends on a document that is nested as deep as it is long", () => {
    expect(parse("[".repeat(30_000))).toHaveProperty("fault")
    expect(parse(`{"Statement":${"[".repeat(15_000)}${"]".repeat(15_000)}}`)).toHaveProperty(
      "fault",
    )
    const deep = `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`
    expect(parse(JSON.stringify(withStatement({})).replace('"kms:*"', deep))).toHaveProperty(
      "fault",
    )
  })
})
