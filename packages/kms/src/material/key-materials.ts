/** Key material: made, wrapped under the newest domain key, and opened into handles that are kept for a while. */
import {
  decodeBase64,
  decodeHex,
  encodeBase64,
  encodeHex,
  equalBytes,
  type HmacKey,
  keyMaterialId,
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

export interface KeyMaterials {
  /** Makes the material of a new symmetric encryption key. */
  create(owner: MaterialOwner): Promise<WrappedMaterial>
  /**
   * A handle on one version of a key's material, the newest unless `id` says which. Nothing when the key has no such
   * version, or it does not open: then the row is damaged, or its domain key is missing.
   */
  open(key: SoundKey, id?: string): HmacKey | undefined | Promise<HmacKey | undefined>
}

interface KeyMaterialDeps {
  symmetric: Symmetric
  random: (length: number) => Uint8Array
  domainKeys: DomainKeys
}

const symmetricKeyBytes = 32

export function makeKeyMaterials({ symmetric, random, domainKeys }: KeyMaterialDeps): KeyMaterials {
  /** By ARN and id. A handle counts only while the row still holds the very record that it was opened from. */
  const handles = new Map<string, { wrapped: string; handle: HmacKey }>()

  async function unwrap(
    key: SoundKey,
    { id, wrapped }: WrappedMaterial,
  ): Promise<HmacKey | undefined> {
    const record = decodeBase64(wrapped)
    const header = record && readKeyMaterialHeader(record)
    const parent = header && domainKeys.byEpoch.get(header.epoch)?.handle
    if (record === undefined || header === undefined || parent === undefined) return undefined
    const attributes = attributesOf({ ...key.record, ...key })
    const material = await unwrapKeyMaterial(symmetric, { parent, record, attributes })
    if (material === undefined) return undefined
    const handle = await symmetric.importHmacKey(material)
    wipe(material)
    const due = await keyMaterialId(symmetric, handle, keyIdBytes(key.keyId))
    const named = decodeHex(id)
    if (named === undefined || !equalBytes(due, named)) return undefined
    remember(handles, `${key.arn} ${id}`, { wrapped, handle })
    return handle
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
      const known = handles.get(`${key.arn} ${id}`)
      return known?.wrapped === version.wrapped ? known.handle : unwrap(key, version)
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
