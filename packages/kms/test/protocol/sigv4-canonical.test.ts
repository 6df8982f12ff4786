/** The canonical form of paths, queries and header values. */
import { expect, test } from "vitest"
import {
  canonicalPath,
  canonicalQuery,
  canonicalValue,
  readTarget,
} from "../../src/protocol/sigv4-canonical.ts"

test.each([
  ["", "/"],
  ["/", "/"],
  ["/..", "/"],
  [".", "."],
  ["*", "%2A"],
  ["/../../a", "/a"],
  ["/a/./b/../c/", "/a/c/"],
  ["/a/..", "/"],
  ["/a%20b", "/a%2520b"],
  ["/a b", "/a%20b"],
  ["/é~", "/%C3%A9~"],
  ["/\ud800", "/%EF%BF%BD"],
])("canonicalPath(%j) is %j", (path, canonical) => {
  expect(canonicalPath(path)).toBe(canonical)
})

test.each([
  ["", ""],
  ["a", "a="],
  ["=a", "=a"],
  ["b=2&a=1", "a=1&b=2"],
  ["a=2&a=1", "a=1&a=2"],
  ["a-b=1&a=1", "a=1&a-b=1"],
  ["a=b=c", "a=b%3Dc"],
  ["a=%7e%2F%zz%4", "a=~%2F%25zz%254"],
  ["a=1+2", "a=1%2B2"],
  ["%61=1", "a=1"],
  ["a=é", "a=%C3%A9"],
  ["a=%C3%A9", "a=%C3%A9"],
  ["a=%ff", "a=%FF"],
  ["&&a=1&", "a=1"],
  ["X-Amz-Signature=x&a=1", "a=1"],
])("The canonical form of the query %j is %j", (query, canonical) => {
  expect(canonicalQuery(readTarget(`/?${query}`).query)).toBe(canonical)
})

test.each([
  ["a", "a"],
  ["  a  ", "a"],
  ["a  b\t\tc", "a b c"],
  ["\ta\tb", "a b"],
  ["", ""],
  ["   ", ""],
  ["a\n", "a\n"],
  ["\u00a0a", "\u00a0a"],
])("canonicalValue(%j) is %j", (value, canonical) => {
  expect(canonicalValue(value)).toBe(canonical)
})
