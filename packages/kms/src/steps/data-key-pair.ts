/** What GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext share: which specs there are here, and the sealed pair. */
import type { EncryptionContext, KeyPairSpec } from "@keywright/core"
import { refuse } from "../errors.ts"
import type { DataKeyPairSpec } from "../model/key-spec.ts"
import { partitionOf } from "../model/partition.ts"
import type { UsableKey } from "../operation.ts"
import type { KmsSettings } from "../ports.ts"
import type { Service } from "../service.ts"
import { checkContext, newestMaterialId, sealUnder } from "./message.ts"

interface DataKeyPairInput {
  readonly KeyPairSpec: DataKeyPairSpec
  readonly EncryptionContext?: EncryptionContext | undefined
}

/** SM2 exists in Regions of aws-cn, ML-KEM elsewhere. */
export function checkDataKeyPair(
  { KeyPairSpec: spec, EncryptionContext: context }: DataKeyPairInput,
  region: string,
  { sm2Everywhere }: KmsSettings,
): void {
  checkContext(context)
  const { sm2 } = partitionOf(region)
  const isAbsent = sm2 ? spec.startsWith("ML_KEM_") : spec === "SM2" && !sm2Everywhere
  if (!isAbsent) return
  const details = { member: "KeyPairSpec", value: spec }
  throw refuse("UnsupportedOperationException", "region", details)
}

/** Specs that AWS has and core does not make yet. */
export const dataKeyPairSpecsNotBuilt: readonly DataKeyPairSpec[] = [
  "ML_KEM_512",
  "ML_KEM_768",
  "ML_KEM_1024",
]

export interface DataKeyPair {
  /** PKCS#8. The caller wipes it, or the pipeline where it leaves in the answer. */
  privateKey: Uint8Array
  sealedPrivateKey: Uint8Array
  /** SubjectPublicKeyInfo. */
  publicKey: Uint8Array
  keyMaterialId: string
}

/** Makes a key pair and seals its private half. */
export async function makeDataKeyPair(
  service: Pick<Service, "symmetric" | "random" | "generateKeyPair">,
  key: UsableKey,
  { KeyPairSpec: spec, EncryptionContext: context }: DataKeyPairInput,
): Promise<DataKeyPair> {
  const { privateKey, publicKey } = await service.generateKeyPair(spec as KeyPairSpec)
  try {
    const sealedPrivateKey = await sealUnder(service, key, { plaintext: privateKey, context })
    return { privateKey, sealedPrivateKey, publicKey, keyMaterialId: newestMaterialId(key) }
  } catch (error) {
    privateKey.fill(0)
    throw error
  }
}
