import { describe, expect, test } from "vitest"
import {
  cancelled,
  type FoundKey,
  isPastDeletion,
  type KeyRecord,
  keyMetadata,
  scheduled,
  switched,
} from "../../src/model/key.ts"

const nowMs = Date.UTC(2026, 10, 24)
const record: KeyRecord = {
  creationDate: nowMs,
  description: "d",
  keySpec: "SYMMETRIC_DEFAULT",
  keyUsage: "ENCRYPT_DECRYPT",
  origin: "AWS_KMS",
  multiRegion: false,
  state: "Enabled",
  material: [{ id: "ab", wrapped: "" }],
  policy: "{}",
  tags: [],
}
const scope = { account: "111122223333", region: "us-east-1" }
const key: FoundKey = { scope, keyId: "k", arn: "", version: 1, record, state: "Enabled" }

describe("Transitions", () => {
  test("scheduled sets the date to so many days from now", () => {
    expect(scheduled(record, 7, nowMs)).toEqual({
      ...record,
      state: "PendingDeletion",
      deletionDate: Date.UTC(2026, 11, 1),
    })
  })

  test("cancelled leaves nothing of the deletion, and the key disabled", () => {
    expect(cancelled(scheduled(record, 7, nowMs))).toEqual({ ...record, state: "Disabled" })
  })

  test("switched changes the state alone", () => {
    expect(switched(record, "Disabled")).toEqual({ ...record, state: "Disabled" })
  })

  test("Transitions leave the record that they were given as it is", () => {
    const frozen = Object.freeze({ ...record })
    expect(() => [
      switched(frozen, "Disabled"),
      scheduled(frozen, 7, 0),
      cancelled(frozen),
    ]).not.toThrow()
  })
})

describe("isPastDeletion", () => {
  const pending = scheduled(record, 7, nowMs)
  test.each([
    ["a millisecond before the date", pending, pending.deletionDate - 1, false],
    ["at the date", pending, pending.deletionDate, true],
    ["after it", pending, pending.deletionDate + 1, true],
    ["on a clock that was put back", pending, 0, false],
    ["of a key that is not pending", record, pending.deletionDate, false],
    ["of a cancelled one", cancelled(pending), pending.deletionDate, false],
  ])("isPastDeletion %s", (_, given, at, expected) => {
    expect(isPastDeletion(given, at)).toBe(expected)
  })
})

describe("keyMetadata", () => {
  test("keyMetadata has the members of the recordings for a symmetric key", () => {
    expect(Object.keys(keyMetadata(key)).sort()).toEqual([
      "AWSAccountId",
      "Arn",
      "CreationDate",
      "CurrentKeyMaterialId",
      "CustomerMasterKeySpec",
      "Description",
      "Enabled",
      "EncryptionAlgorithms",
      "KeyId",
      "KeyManager",
      "KeySpec",
      "KeyState",
      "KeyUsage",
      "MultiRegion",
      "Origin",
    ])
  })

  test.each(["Enabled", "Disabled", "PendingDeletion", "Unavailable"] as const)(
    "keyMetadata calls a key in state %s enabled only when it is",
    (state) => {
      expect(keyMetadata({ ...key, state }).Enabled).toBe(state === "Enabled")
    },
  )

  test("keyMetadata shows the date while the deletion is pending", () => {
    const pending = scheduled(record, 7, nowMs)
    expect(keyMetadata({ ...key, record: pending, state: pending.state }).DeletionDate).toBe(
      pending.deletionDate,
    )
    expect(keyMetadata(key)).not.toHaveProperty("DeletionDate")
  })

  test("keyMetadata says of a damaged row what its id says, and no more", () => {
    expect(keyMetadata({ ...key, record: undefined, state: "Unavailable" })).toEqual({
      AWSAccountId: "111122223333",
      KeyId: "k",
      Arn: "arn:aws:kms:us-east-1:111122223333:key/k",
      Enabled: false,
      KeyState: "Unavailable",
      KeyManager: "CUSTOMER",
    })
  })
})
