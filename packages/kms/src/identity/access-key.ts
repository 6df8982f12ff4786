/** An access key: who holds it, and its secret half, sealed. */
import { encodeBase64, wipe } from "@keywright/core"
import type { KeyScope } from "../model/key-id.ts"
import { partitionOf } from "../model/partition.ts"

/** The value of an "access-key" row; the access key id is the row's id. */
export interface AccessKeyRecord {
  /** Twelve digits. */
  readonly account: string
  /** The end of the holder's ARN: "root", "user/alice". */
  readonly principal: string
  /** The record of docs/formats/records.md, "Sealed secret", in base64. */
  readonly sealedSecret: string
  /** Milliseconds since 1970. */
  readonly creationDate: number
}

/** What its holder signs with. */
export interface AccessKey {
  accessKeyId: string
  secretAccessKey: string
}

/** The holder's ARN in the partition of a Region. */
export function principalArn(principal: string, { account, region }: KeyScope): string {
  return `arn:${partitionOf(region).name}:iam::${account}:${principal}`
}

const accessKeyIdBytes = 10

/** Random bytes of a secret: 40 characters of base64. */
const secretBytes = 30

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

/** A new access key in AWS's form. */
export function makeAccessKey(random: (length: number) => Uint8Array): AccessKey {
  const accessKeyId = accessKeyIdFromRandom(random(accessKeyIdBytes))
  const raw = random(secretBytes)
  const secretAccessKey = encodeBase64(raw)
  wipe(raw)
  return { accessKeyId, secretAccessKey }
}

/**
 * A long-term access key id: AKIA (IAM User Guide, "IAM identifiers", unique ID prefixes) and 16 characters of base32.
 */
export function accessKeyIdFromRandom(random: Uint8Array): string {
  const bits = [...random].map((byte) => byte.toString(2).padStart(8, "0")).join("")
  const fives = bits.match(/.{5}/g) ?? []
  return `AKIA${fives.map((five) => base32.charAt(Number.parseInt(five, 2))).join("")}`
}
