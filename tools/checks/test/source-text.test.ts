// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the sources under test are templates, as text
import { expect, test } from "vitest"
import { blanked } from "../src/source-text.ts"

const given: [what: string, source: string, code: string, hollow: string][] = [
  ["a line comment", "a // b\nc", "a     \nc", "a     \nc"],
  ["a block comment over lines", "a /* b\nc */ d", "a     \n     d", "a     \n     d"],
  ["a comment's beginning in a string", '"//" + 1', '"//" + 1', '"  " + 1'],
  ["an escaped quote", '"a\\"b" c', '"a\\"b" c', '"    " c'],
  [
    "a quote in a regular expression",
    `/["']/.test(a) // b`,
    `/["']/.test(a)     `,
    "/    /.test(a)     ",
  ],
  ["a division", "a / b / c", "a / b / c", "a / b / c"],
  ["code in a template", "`x${a /* b */}y` c", "`x${a        }y` c", "`  {a        } ` c"],
  ["a template in a template", "`${`${a}`}` // b", "`${`${a}`}`     ", ""],
  ["braces in a template's code", "`${{ a: 1 }.a}z`; b", "`${{ a: 1 }.a}z`; b", ""],
]

test.each(given)("blanked understands %s", (_what, source, code, hollow) => {
  expect(blanked(source, { strings: false })).toBe(code)
  if (hollow !== "") expect(blanked(source, { strings: true })).toBe(hollow)
  expect(blanked(source, { strings: true })).toHaveLength(source.length)
})
