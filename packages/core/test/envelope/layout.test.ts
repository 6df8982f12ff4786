import { expect, test } from "vitest"
import * as layout from "../../src/envelope/layout.ts"

const heads = {
  message: layout.messageHead,
  keyMaterial: layout.keyMaterialHead,
  domainKey: layout.domainKeyHead,
  secret: layout.secretHead,
} as const

test.each(Object.entries(heads))(
  "The fields of the %s head leave no gap and end where its body begins",
  (name, head) => {
    let at = 0
    for (const [from, to] of Object.values(head)) {
      expect(from).toBe(at)
      expect(to).toBeGreaterThan(from)
      at = to
    }
    expect(layout.formats[name as keyof typeof heads].headBytes).toBe(at)
  },
)

test("No two formats share a kind or a label", () => {
  const rows = Object.values(layout.formats)
  expect(new Set(rows.map(({ kind }) => kind)).size).toBe(rows.length)
  expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length)
})

test("writeHead refuses a field of another length by its name", () => {
  const values = {
    prefix: layout.prefixOf(layout.formats.message),
    flags: new Uint8Array(1),
    keyId: new Uint8Array(15),
    keyMaterialId: new Uint8Array(32),
  }
  expect(() => layout.writeHead(layout.messageHead, values)).toThrow(
    "envelope/length: The keyId has 15 bytes where 16 are due.",
  )
})
