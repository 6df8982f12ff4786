import * as sdk from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { customerMasterKeySpecs, dataKeyPairSpecs, keySpecs } from "../../src/model/key-spec.ts"

describe("Key specs", () => {
  test("Key specs are those of the AWS SDK", () => {
    expect([...keySpecs].sort()).toEqual(Object.values(sdk.KeySpec).sort())
  })

  test("CustomerMasterKeySpec knows what the AWS SDK lists for it", () => {
    expect([...customerMasterKeySpecs].sort()).toEqual(
      Object.values(sdk.CustomerMasterKeySpec).sort(),
    )
  })

  test("Data key pair specs are those of the AWS SDK", () => {
    expect([...dataKeyPairSpecs].sort()).toEqual(Object.values(sdk.DataKeyPairSpec).sort())
  })
})
