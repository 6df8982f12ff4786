/** What operations may use: the ports, and what createKms made of them. */
import type { Symmetric } from "@keywright/core"
import type { KeyMaterials } from "./material/key-materials.ts"
import type { Records } from "./material/records.ts"
import type { KmsPorts, KmsSettings } from "./ports.ts"

export interface Service {
  records: Records
  materials: KeyMaterials
  symmetric: Symmetric
  random: (length: number) => Uint8Array
  generateKeyPair: KmsPorts["generateKeyPair"]
  settings: KmsSettings
}
