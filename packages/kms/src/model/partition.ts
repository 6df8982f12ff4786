/** Partitions: which part of AWS's world a Region belongs to, by the beginning of its name. */

export interface Partition {
  /** The second part of every ARN. */
  name: string
  dnsSuffix: string
  /** SM2 keys exist there, RSA_AES_KEY_WRAP and ML-KEM do not. */
  sm2: boolean
}

/** From AWS's partitions.json; the first row whose pattern fits is the Region's. */
const rows: readonly (Partition & { regions: RegExp })[] = [
  { name: "aws-cn", dnsSuffix: "amazonaws.com.cn", sm2: true, regions: /^cn-/ },
  { name: "aws-us-gov", dnsSuffix: "amazonaws.com", sm2: false, regions: /^us-gov-/ },
  { name: "aws-iso-b", dnsSuffix: "sc2s.sgov.gov", sm2: false, regions: /^us-isob-/ },
  { name: "aws-iso-f", dnsSuffix: "csp.hci.ic.gov", sm2: false, regions: /^us-isof-/ },
  { name: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", sm2: false, regions: /^eu-isoe-/ },
  { name: "aws-iso", dnsSuffix: "c2s.ic.gov", sm2: false, regions: /^us-iso-/ },
  { name: "aws-eusc", dnsSuffix: "amazonaws.eu", sm2: false, regions: /^eusc-/ },
  { name: "aws", dnsSuffix: "amazonaws.com", sm2: false, regions: /^/ },
]

export function partitionOf(region: string): Partition {
  return rows.find((row) => row.regions.test(region)) as Partition
}
