/** Operations that are not built yet say so: none is a silent stub, and none is forgotten here. */
import * as sdk from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { refusal, refusalOf } from "../refusal.ts"
import type { AnyCommand, Stand } from "../target.ts"

const KeyId = "12345678-1234-4321-8123-123456789012"
const CustomKeyStoreId = "cks-1234567890abcdef0"
const GrantId = "0".repeat(64)
const bytes = new Uint8Array(32)

/** One well-formed command for each. An operation that gets built moves from here into its family's tests. */
export const NOT_BUILT: Readonly<Record<string, () => AnyCommand>> = {
  ConnectCustomKeyStore: () => new sdk.ConnectCustomKeyStoreCommand({ CustomKeyStoreId }),
  CreateCustomKeyStore: () => new sdk.CreateCustomKeyStoreCommand({ CustomKeyStoreName: "store" }),
  CreateGrant: () =>
    new sdk.CreateGrantCommand({
      KeyId,
      GranteePrincipal: "arn:aws:iam::111122223333:root",
      Operations: ["Decrypt"],
    }),
  Decapsulate: () =>
    new sdk.DecapsulateCommand({
      KeyId,
      SharedSecretCiphertextBlob: bytes,
      EncapsulationAlgorithm: "ML_KEM",
    } as sdk.DecapsulateCommandInput),
  DeleteCustomKeyStore: () => new sdk.DeleteCustomKeyStoreCommand({ CustomKeyStoreId }),
  DeleteImportedKeyMaterial: () => new sdk.DeleteImportedKeyMaterialCommand({ KeyId }),
  DeriveSharedSecret: () =>
    new sdk.DeriveSharedSecretCommand({ KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey: bytes }),
  DescribeCustomKeyStores: () => new sdk.DescribeCustomKeyStoresCommand({}),
  DisableKeyRotation: () => new sdk.DisableKeyRotationCommand({ KeyId }),
  DisconnectCustomKeyStore: () => new sdk.DisconnectCustomKeyStoreCommand({ CustomKeyStoreId }),
  EnableKeyRotation: () => new sdk.EnableKeyRotationCommand({ KeyId }),
  Encapsulate: () =>
    new sdk.EncapsulateCommand({
      KeyId,
      EncapsulationAlgorithm: "ML_KEM",
    } as sdk.EncapsulateCommandInput),
  GenerateMac: () =>
    new sdk.GenerateMacCommand({ KeyId, Message: bytes, MacAlgorithm: "HMAC_SHA_256" }),
  GetKeyLastUsage: () => new sdk.GetKeyLastUsageCommand({ KeyId }),
  GetKeyRotationStatus: () => new sdk.GetKeyRotationStatusCommand({ KeyId }),
  GetParametersForImport: () =>
    new sdk.GetParametersForImportCommand({
      KeyId,
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
      WrappingKeySpec: "RSA_2048",
    }),
  GetPublicKey: () => new sdk.GetPublicKeyCommand({ KeyId }),
  ImportKeyMaterial: () =>
    new sdk.ImportKeyMaterialCommand({ KeyId, ImportToken: bytes, EncryptedKeyMaterial: bytes }),
  ListGrants: () => new sdk.ListGrantsCommand({ KeyId }),
  ListKeyRotations: () => new sdk.ListKeyRotationsCommand({ KeyId }),
  ListRetirableGrants: () =>
    new sdk.ListRetirableGrantsCommand({ RetiringPrincipal: "arn:aws:iam::111122223333:root" }),
  ReplicateKey: () => new sdk.ReplicateKeyCommand({ KeyId, ReplicaRegion: "eu-west-1" }),
  RetireGrant: () => new sdk.RetireGrantCommand({ KeyId, GrantId }),
  RevokeGrant: () => new sdk.RevokeGrantCommand({ KeyId, GrantId }),
  RotateKeyOnDemand: () => new sdk.RotateKeyOnDemandCommand({ KeyId }),
  Sign: () => new sdk.SignCommand({ KeyId, Message: bytes, SigningAlgorithm: "ECDSA_SHA_256" }),
  UpdateCustomKeyStore: () => new sdk.UpdateCustomKeyStoreCommand({ CustomKeyStoreId }),
  UpdatePrimaryRegion: () =>
    new sdk.UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: "eu-west-1" }),
  Verify: () =>
    new sdk.VerifyCommand({
      KeyId,
      Message: bytes,
      Signature: bytes,
      SigningAlgorithm: "ECDSA_SHA_256",
    }),
  VerifyMac: () =>
    new sdk.VerifyMacCommand({
      KeyId,
      Message: bytes,
      Mac: bytes,
      MacAlgorithm: "HMAC_SHA_256",
    }),
}

export function notBuilt({ kms }: Stand): void {
  describe("operations that are not built", () => {
    test.each(Object.keys(NOT_BUILT))("%s says that it is not built", async (operation) => {
      const command = NOT_BUILT[operation]?.()
      if (command === undefined) throw new Error(`no command for ${operation}`)
      expect(await refusalOf(kms.send(command))).toEqual(
        refusal("UnsupportedOperationException", `${operation} is not built yet.`),
      )
    })
  })
}
