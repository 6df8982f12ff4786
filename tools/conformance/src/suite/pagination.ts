/** Lists in pages: with AWS's own paginators, and with markers that nobody gave. */
import {
  CreateAliasCommand,
  ListAliasesCommand,
  ListKeyPoliciesCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  paginateDescribeCustomKeyStores,
  paginateListAliases,
  paginateListGrants,
  paginateListKeyPolicies,
  paginateListKeyRotations,
  paginateListKeys,
  paginateListResourceTags,
  paginateListRetirableGrants,
  TagResourceCommand,
} from "@aws-sdk/client-kms"
import { beforeAll, describe, expect, test } from "vitest"
import { invalid, refusalOf } from "../refusal.ts"
import type { AnyCommand, Key, Stand } from "../target.ts"

const ITEMS = 7
const PAGE = 3

type Asked = { KeyId: string; Limit?: number; Marker?: string }

const LISTS: [operation: string, make: (asked: Asked) => AnyCommand][] = [
  ["ListKeys", ({ Limit, Marker }) => new ListKeysCommand({ Limit, Marker })],
  ["ListAliases", (asked) => new ListAliasesCommand(asked)],
  ["ListResourceTags", (asked) => new ListResourceTagsCommand(asked)],
  ["ListKeyPolicies", (asked) => new ListKeyPoliciesCommand(asked)],
]

/** What no list has given out. */
const MARKERS = ["x", "AAAA", "alias/nothing"]

export function pagination({ kms, newKey }: Stand): void {
  describe("lists", () => {
    let key: Key

    beforeAll(async () => {
      key = await newKey()
      const { KeyId } = key
      for (let made = 0; made < ITEMS; made++) {
        const AliasName = `alias/page-${KeyId}-${made}`
        await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
        const Tags = [{ TagKey: `tag${made}`, TagValue: String(made) }]
        await kms.send(new TagResourceCommand({ KeyId, Tags }))
      }
      for (let made = 0; made < ITEMS; made++) await newKey()
    })

    const config = { client: kms, pageSize: PAGE }

    /** Every item of every page, and how long the pages were. */
    async function collect<Page, Item>(
      pages: AsyncIterable<Page>,
      itemsOf: (page: Page) => Item[] | undefined,
    ): Promise<{ items: Item[]; lengths: number[] }> {
      const lists = await Array.fromAsync(pages, (page) => itemsOf(page) ?? [])
      return { items: lists.flat(), lengths: lists.map((list) => list.length) }
    }

    test("ListKeys gives every key once, page by page", async () => {
      const { items, lengths } = await collect(paginateListKeys(config, {}), ({ Keys }) => Keys)
      const whole = await kms.send(new ListKeysCommand({ Limit: 1000 }))
      expect(items).toEqual(whole.Keys)
      expect(new Set(items.map(({ KeyId }) => KeyId)).size).toBe(items.length)
      expect(lengths.slice(0, -1).every((length) => length === PAGE)).toBe(true)
      expect(items.length).toBeGreaterThan(ITEMS)
    })

    test("ListAliases of a key gives every alias once, page by page", async () => {
      const { items, lengths } = await collect(
        paginateListAliases(config, { KeyId: key.KeyId }),
        ({ Aliases }) => Aliases,
      )
      const names = Array.from({ length: ITEMS }, (_, made) => `alias/page-${key.KeyId}-${made}`)
      expect(items.map(({ AliasName }) => AliasName)).toEqual(names)
      expect(lengths).toEqual([3, 3, 1])
    })

    test("ListAliases of all keys gives every alias once, page by page", async () => {
      const { items } = await collect(paginateListAliases(config, {}), ({ Aliases }) => Aliases)
      const mine = items.filter(({ TargetKeyId }) => TargetKeyId === key.KeyId)
      expect(mine).toHaveLength(ITEMS)
      expect(new Set(items.map(({ AliasArn }) => AliasArn)).size).toBe(items.length)
    })

    test("ListResourceTags gives every tag once, page by page", async () => {
      const { items, lengths } = await collect(
        paginateListResourceTags(config, { KeyId: key.KeyId }),
        ({ Tags }) => Tags,
      )
      expect(items.map(({ TagValue }) => TagValue)).toEqual(["0", "1", "2", "3", "4", "5", "6"])
      expect(lengths).toEqual([3, 3, 1])
    })

    test("ListKeyPolicies has one page", async () => {
      const { items } = await collect(
        paginateListKeyPolicies(config, { KeyId: key.KeyId }),
        ({ PolicyNames }) => PolicyNames,
      )
      expect(items).toEqual(["default"])
    })

    test("ListGrants and the other lists that are not built refuse from their paginators too", async () => {
      const KeyId = key.KeyId
      const pages: AsyncIterable<unknown>[] = [
        paginateListGrants(config, { KeyId }),
        paginateListKeyRotations(config, { KeyId }),
        paginateListRetirableGrants(config, { RetiringPrincipal: key.AWSAccountId }),
        paginateDescribeCustomKeyStores(config, {}),
      ]
      for (const each of pages) {
        expect(await refusalOf(Array.fromAsync(each))).toMatchObject({
          name: "UnsupportedOperationException",
        })
      }
    })

    describe.each(LISTS)("%s", (operation, make) => {
      // ListKeyPolicies does not declare InvalidMarkerException: there is nothing after its one policy.
      const markers = operation === "ListKeyPolicies" ? [] : MARKERS

      test.each(markers)(
        `${operation} refuses the marker %s, which nobody gave`,
        async (Marker) => {
          expect(await refusalOf(kms.send(make({ KeyId: key.KeyId, Marker })))).toMatchObject({
            name: "InvalidMarkerException",
            status: 400,
          })
        },
      )

      const limits: [limit: number, constraint: string][] = [
        [0, "Member must have value greater than or equal to 1"],
        [1001, "Member must have value less than or equal to 1000"],
      ]

      test.each(limits)(`${operation} refuses a limit of %s`, async (Limit, constraint) => {
        expect(await refusalOf(kms.send(make({ KeyId: key.KeyId, Limit })))).toEqual(
          invalid(`'${Limit}'`, "limit", constraint),
        )
      })

      test(`${operation} refuses a marker of 1025 characters`, async () => {
        const call = kms.send(make({ KeyId: key.KeyId, Marker: "m".repeat(1025) }))
        expect(await refusalOf(call)).toMatchObject({ name: "ValidationException" })
      })
    })

    test("ListResourceTags refuses the marker of another key's list", async () => {
      const { NextMarker } = await kms.send(
        new ListResourceTagsCommand({ KeyId: key.KeyId, Limit: 1 }),
      )
      const other = await newKey()
      const call = kms.send(new ListResourceTagsCommand({ KeyId: other.KeyId, Marker: NextMarker }))
      expect(await refusalOf(call)).toMatchObject({ name: "InvalidMarkerException" })
    })
  })
}
