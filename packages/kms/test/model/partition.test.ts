import { expect, test } from "vitest"
import { partitionOf } from "../../src/model/partition.ts"

test.each([
  ["us-east-1", "aws", "amazonaws.com"],
  ["il-central-1", "aws", "amazonaws.com"],
  ["cn-northwest-1", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-west-1", "aws-us-gov", "amazonaws.com"],
  ["us-iso-east-1", "aws-iso", "c2s.ic.gov"],
  ["us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"],
  ["us-isof-south-1", "aws-iso-f", "csp.hci.ic.gov"],
  ["eu-isoe-west-1", "aws-iso-e", "cloud.adc-e.uk"],
  ["eusc-de-east-1", "aws-eusc", "amazonaws.eu"],
])("The Region %s belongs to the partition %s", (region, name, dnsSuffix) => {
  expect(partitionOf(region)).toMatchObject({ name, dnsSuffix })
})

test("SM2 is a matter of aws-cn alone", () => {
  expect(partitionOf("cn-north-1").sm2).toBe(true)
  expect(partitionOf("us-east-1").sm2).toBe(false)
})
