import { describe, expect, test } from "vitest"
import { readMembers } from "../../src/shape/read.ts"
import {
  blob,
  boolean,
  integer,
  list,
  type Members,
  oneOf,
  string,
  structure,
  textMap,
  timestamp,
} from "../../src/shape/words.ts"

const members: Members = {
  KeyId: string(),
  KeySpec: oneOf(["AES_256"]),
  Plaintext: blob(),
  NumberOfBytes: integer(),
  DryRun: boolean,
  ValidTo: timestamp,
  GrantTokens: list(string()),
  EncryptionContext: textMap,
  Recipient: structure({ AttestationDocument: blob() }),
  Tags: list(structure({ TagKey: string() })),
}

const read = (json: string) => readMembers(members, JSON.parse(json))

/** JSON text, and where and what is expected instead. */
const wrong: readonly (readonly [json: string, path: string, expected: string])[] = [
  ['{"KeyId":1}', "KeyId", "a string"],
  ['{"KeyId":["a"]}', "KeyId", "a string"],
  ['{"KeyId":"\\ud800"}', "KeyId", "a string"],
  ['{"KeySpec":true}', "KeySpec", "a string"],
  ['{"Plaintext":"YQ"}', "Plaintext", "a string of base64 with padding"],
  ['{"Plaintext":"YQ= ="}', "Plaintext", "a string of base64 with padding"],
  ['{"Plaintext":"YR=="}', "Plaintext", "a string of base64 with padding"],
  ['{"Plaintext":"Y-_="}', "Plaintext", "a string of base64 with padding"],
  ['{"Plaintext":97}', "Plaintext", "a string of base64 with padding"],
  ['{"NumberOfBytes":"1"}', "NumberOfBytes", "an integer of 32 bits"],
  ['{"NumberOfBytes":1.5}', "NumberOfBytes", "an integer of 32 bits"],
  ['{"NumberOfBytes":2147483648}', "NumberOfBytes", "an integer of 32 bits"],
  ['{"NumberOfBytes":1e999}', "NumberOfBytes", "an integer of 32 bits"],
  ['{"DryRun":"true"}', "DryRun", "true or false"],
  ['{"DryRun":0}', "DryRun", "true or false"],
  ['{"ValidTo":"2026-11-24"}', "ValidTo", "a number of seconds"],
  ['{"GrantTokens":"a"}', "GrantTokens", "a list"],
  ['{"GrantTokens":{"0":"a"}}', "GrantTokens", "a list"],
  ['{"GrantTokens":["a",null]}', "GrantTokens.2", "a string"],
  ['{"EncryptionContext":"a=b"}', "EncryptionContext", "an object"],
  ['{"EncryptionContext":[]}', "EncryptionContext", "an object"],
  ['{"EncryptionContext":{"a":1}}', "EncryptionContext.a", "a string"],
  ['{"EncryptionContext":{"a":null}}', "EncryptionContext.a", "a string"],
  ['{"EncryptionContext":{"a":{}}}', "EncryptionContext.a", "a string"],
  ['{"EncryptionContext":{"a":"\\udc00"}}', "EncryptionContext.a", "a string"],
  [
    '{"EncryptionContext":{"\\udc00":"a"}}',
    "EncryptionContext",
    "well-formed Unicode in the names of an object",
  ],
  ['{"EncryptionContext":{"__proto__":{}}}', "EncryptionContext.__proto__", "a string"],
  ['{"Recipient":[]}', "Recipient", "an object"],
  [
    '{"Recipient":{"AttestationDocument":"?"}}',
    "Recipient.AttestationDocument",
    "a string of base64 with padding",
  ],
  ['{"Tags":[{"TagKey":"a"},{"TagKey":2}]}', "Tags.2.TagKey", "a string"],
]

describe("readMembers", () => {
  test.each(wrong)("readMembers refuses %s", (json, path, expected) => {
    expect(read(json)).toEqual({ wrong: { path, expected } })
  })

  test("readMembers gives every kind of value", () => {
    const json = `{
      "KeyId": "a", "KeySpec": "AES_512", "Plaintext": "YWI=", "NumberOfBytes": -7, "DryRun": false,
      "ValidTo": 1593622000.191, "GrantTokens": [], "EncryptionContext": {"a": ""},
      "Recipient": {"AttestationDocument": ""}, "Tags": [{"TagKey": "k"}]
    }`
    expect(read(json)).toEqual({
      value: {
        KeyId: "a",
        KeySpec: "AES_512",
        Plaintext: Uint8Array.of(97, 98),
        NumberOfBytes: -7,
        DryRun: false,
        ValidTo: 1593622000191,
        GrantTokens: [],
        EncryptionContext: { a: "" },
        Recipient: { AttestationDocument: new Uint8Array(0) },
        Tags: [{ TagKey: "k" }],
      },
    })
  })

  test("readMembers takes null for absent, and ignores what the shape does not name", () => {
    const json = '{"KeyId":null,"Unheard":{"of":[1]},"constructor":"x","__proto__":{"KeyId":"a"}}'
    expect(read(json)).toEqual({ value: {} })
  })

  test("readMembers does not find members in prototypes", () => {
    expect(readMembers({ toString: string(), constructor: string() }, {})).toEqual({ value: {} })
  })

  test("readMembers keeps a context's `__proto__` as the name that it is", () => {
    const reading = read('{"EncryptionContext":{"__proto__":"a"}}')
    const context = "value" in reading ? (reading.value.EncryptionContext as object) : {}
    expect(Object.entries(context)).toEqual([["__proto__", "a"]])
  })
})
