import { describe, expect, test } from "vitest"
import { validationSentence } from "../../src/shape/sentence.ts"
import { validate } from "../../src/shape/validate.ts"
import {
  blob,
  boolean,
  integer,
  list,
  type Members,
  oneOf,
  required,
  string,
  structure,
  textMap,
} from "../../src/shape/words.ts"

const members: Members = {
  KeyId: string({ min: 1, max: 4 }),
  Password: string({ min: 7, max: 32, secret: true }),
  AliasName: string({ pattern: "^[a-z/]+$" }),
  Unanchored: string({ pattern: "[a-z]*" }),
  Plaintext: blob({ min: 1, max: 3 }),
  NumberOfBytes: integer({ min: 1, max: 1024 }),
  KeySpec: oneOf(["AES_256", "AES_128"]),
  GrantTokens: list(string({ min: 1, max: 3 }), { max: 2 }),
  Operations: list(oneOf(["Encrypt", "Decrypt"])),
  Tags: list(structure({ TagKey: required(string({ max: 2 })), TagValue: string({ max: 3 }) })),
  EncryptionContext: textMap,
  DryRun: boolean,
}

const at = (echo: string, path: string, constraint: string): string =>
  `1 validation error detected: ${echo} at '${path}' failed to satisfy constraint: ${constraint}`

/** Given values and the message, in the words of the recordings. */
const refused: readonly (readonly [title: string, values: object, message: string])[] = [
  [
    "a text that is too long",
    { KeyId: "abcde" },
    at("Value 'abcde'", "keyId", "Member must have length less than or equal to 4"),
  ],
  [
    "an empty text",
    { KeyId: "" },
    at("Value ''", "keyId", "Member must have length greater than or equal to 1"),
  ],
  [
    "a secret text, without showing it",
    { Password: "secret" },
    at("Value", "password", "Member must have length greater than or equal to 7"),
  ],
  [
    "bytes that are too many, without showing them",
    { Plaintext: new Uint8Array(4) },
    at("Value", "plaintext", "Member must have length less than or equal to 3"),
  ],
  [
    "no bytes",
    { Plaintext: new Uint8Array(0) },
    at("Value", "plaintext", "Member must have length greater than or equal to 1"),
  ],
  [
    "a number below its least",
    { NumberOfBytes: 0 },
    at("Value '0'", "numberOfBytes", "Member must have value greater than or equal to 1"),
  ],
  [
    "a number above its most",
    { NumberOfBytes: 1025 },
    at("Value '1025'", "numberOfBytes", "Member must have value less than or equal to 1024"),
  ],
  [
    "a value that is not of the set",
    { KeySpec: "AES_512" },
    at("Value 'AES_512'", "keySpec", "Member must satisfy enum value set: [AES_256, AES_128]"),
  ],
  [
    "a text that does not match its pattern",
    { AliasName: "a b" },
    at("Value 'a b'", "aliasName", "Member must satisfy regular expression pattern: ^[a-z/]+$"),
  ],
  [
    "a text that matches its pattern only in part",
    { Unanchored: "abc1" },
    at("Value 'abc1'", "unanchored", "Member must satisfy regular expression pattern: [a-z]*"),
  ],
  [
    "a text with a line end behind what matches",
    { AliasName: "abc\n" },
    at("Value 'abc\n'", "aliasName", "Member must satisfy regular expression pattern: ^[a-z/]+$"),
  ],
  [
    "a list that is too long",
    { GrantTokens: ["a", "b", "c"] },
    at("Value '[a, b, c]'", "grantTokens", "Member must have length less than or equal to 2"),
  ],
  [
    "a list with an item that is too long",
    { GrantTokens: ["a", "bcde"] },
    at(
      "Value '[a, bcde]'",
      "grantTokens",
      "Member must satisfy constraint: [Member must have length less than or equal to 3]",
    ),
  ],
  [
    "a list with a value that is not of the set",
    { Operations: ["Encrypt", "Fly"] },
    at(
      "Value '[Encrypt, Fly]'",
      "operations",
      "Member must satisfy constraint: [Member must satisfy enum value set: [Encrypt, Decrypt]]",
    ),
  ],
  [
    "the second structure of a list, counted from one",
    { Tags: [{ TagKey: "a" }, { TagKey: "abc" }] },
    at("Value 'abc'", "tags.2.member.tagKey", "Member must have length less than or equal to 2"),
  ],
  [
    "a structure without what it must have",
    { Tags: [{ TagValue: "v" }] },
    at("Value null", "tags.1.member.tagKey", "Member must not be null"),
  ],
]

describe("validate", () => {
  test.each(refused)("validate finds %s", (_, values, message) => {
    expect(validationSentence(validate(members, values))).toBe(message)
  })

  test("validate finds nothing in values at their limits", () => {
    const values = {
      KeyId: "abcd",
      Password: "1234567",
      AliasName: "a/b",
      Plaintext: new Uint8Array(3),
      NumberOfBytes: 1024,
      KeySpec: "AES_128",
      GrantTokens: ["abc", "a"],
      Operations: [],
      Tags: [{ TagKey: "ab", TagValue: "" }],
      EncryptionContext: { a: "b" },
      DryRun: false,
    }
    expect(validate(members, values)).toEqual([])
    expect(validate(members, {})).toEqual([])
  })

  test("validate names a required member that is missing", () => {
    const failures = validate({ KeyId: required(string()) }, {})
    expect(validationSentence(failures)).toBe(at("Value null", "keyId", "Member must not be null"))
  })

  test("validate finds all that is wrong, and the sentence counts it", () => {
    const failures = validate(members, { KeyId: "", NumberOfBytes: 0 })
    expect(validationSentence(failures)).toBe(
      "2 validation errors detected: Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '0' at 'numberOfBytes' failed to satisfy constraint: Member must have value greater than or equal to 1",
    )
  })
})
