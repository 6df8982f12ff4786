/** Key material: made, wrapped under the newest domain key, and opened into handles that are kept for a while. */
import {
  decodeBase64,
  decodeHex,
  encodeBase64,
  encodeHex,
  equalBytes,
  type HmacKey,
  keyMaterialId,
  type MessageHeader,
  materialTypes,
  readKeyMaterialHeader,
  type Symmetric,
  unwrapKeyMaterial,
  wipe,
  wrapKeyMaterial,
} from "@keywright/core"
import type { KeyRecord, SoundKey, WrappedMaterial } from "../model/key.ts"
import { type KeyScope, keyIdBytes } from "../model/key-id.ts"
import type { DomainKeys } from "./domain-keys.ts"
import { remember } from "./records.ts"

/** What a key's material is bound to, for ever. */
export type MaterialOwner = { scope: KeyScope; keyId: string } & Pick<
  KeyRecord,
  "keySpec" | "keyUsage" | "origin" | "multiRegion"
>

/** One version of a key's material, ready to seal and to open with. */
export interface OpenMaterial {
  handle: HmacKey
  /** What ciphertexts that are made with it say about their key. */
  header: MessageHeader
}

export interface KeyMaterials {
  /** Makes the material of a new symmetric encryption key. */
  create(owner: MaterialOwner): Promise<WrappedMaterial>
  /**
   * One version of a key's material, the newest unless `id` says which. Nothing when the key has no such version, or it
   * does not open: then the row is damaged, or its domain key is missing.
   */
  open(key: SoundKey, id?: string): OpenMaterial | undefined | Promise<OpenMaterial | undefined>
}

interface KeyMaterialDeps {
  symmetric: Symmetric
  random: (length: number) => Uint8Array
  domainKeys: DomainKeys
}

const symmetricKeyBytes = 32

export function makeKeyMaterials({ symmetric, random, domainKeys }: KeyMaterialDeps): KeyMaterials {
  /** By ARN and id. What is open counts only while the row still holds the very record that it was opened from. */
  const opened = new Map<string, { wrapped: string; material: OpenMaterial }>()

  async function unwrap(
    key: SoundKey,
    { id, wrapped }: WrappedMaterial,
  ): Promise<OpenMaterial | undefined> {
    const record = decodeBase64(wrapped)
    const header = record && readKeyMaterialHeader(record)
    const parent = header && domainKeys.byEpoch.get(header.epoch)?.handle
    if (record === undefined || header === undefined || parent === undefined) return undefined
    const attributes = attributesOf({ ...key.record, ...key })
    const raw = await unwrapKeyMaterial(symmetric, { parent, record, attributes })
    if (raw === undefined) return undefined
    const handle = await symmetric.importHmacKey(raw)
    wipe(raw)
    const keyId = keyIdBytes(key.keyId)
    const due = await keyMaterialId(symmetric, handle, keyId)
    const named = decodeHex(id)
    if (named === undefined || !equalBytes(due, named)) return undefined
    const { multiRegion } = key.record
    const material = { handle, header: { keyId, multiRegion, keyMaterialId: named } }
    remember(opened, `${key.arn} ${id}`, { wrapped, material })
    return material
  }

  return {
    async create(owner) {
      const material = random(symmetricKeyBytes)
      try {
        const handle = await symmetric.importHmacKey(material)
        const id = await keyMaterialId(symmetric, handle, keyIdBytes(owner.keyId))
        const record = await wrapKeyMaterial(symmetric, {
          parent: domainKeys.newest.handle,
          header: {
            domainKeyId: domainKeys.newest.id,
            epoch: domainKeys.newest.epoch,
            keyId: keyIdBytes(owner.keyId),
            multiRegion: owner.multiRegion,
            keyMaterialId: id,
            materialType: materialTypes.SYMMETRIC_DEFAULT,
          },
          attributes: attributesOf(owner),
          material,
          random,
        })
        return { id: encodeHex(id), wrapped: encodeBase64(record) }
      } finally {
        wipe(material)
      }
    },

    open(key, id = key.record.material[0].id) {
      const version = key.record.material.find((one) => one.id === id)
      if (version === undefined) return undefined
      const known = opened.get(`${key.arn} ${id}`)
      return known?.wrapped === version.wrapped ? known.material : unwrap(key, version)
    },
  }
}

/** In the order of docs/formats/key-material.md. */
function attributesOf({
  scope,
  keyUsage,
  origin,
  multiRegion,
}: Omit<MaterialOwner, "keySpec" | "keyId">): string[] {
  return [scope.account, scope.region, keyUsage, origin, multiRegion ? "1" : "0"]
}
