// Doors into the curves for their tests: a field's products, its inversion and digits, and both kinds of table.
import { makeConstants } from "./constants"
import { canonical } from "./field"
import { addEntry, double } from "./group"
import { invert } from "./invert"
import { ROOM, stateOf } from "./memory"
import { Ed25519 } from "./rows/ed25519"
import { P256 } from "./rows/p256"
import { P384 } from "./rows/p384"
import { P521 } from "./rows/p521"
import { Secp256k1 } from "./rows/secp256k1"
import { Sm2 } from "./rows/sm2"
import { buildTable, buildWindow } from "./table"

/** Where tests may put numbers: the room in which tables are made. */
export const EXAM_ROOM: usize = ROOM

// What an exam does, as its first argument.
const MULTIPLY: i32 = 0
const SQUARE: i32 = 1
const INVERT: i32 = 2
const CANONICAL: i32 = 3

/** Does one thing in the field of a curve, by the curve's index: multiply, square, invert or canonical. */
export function examineField(act: i32, curve: i32, out: usize, a: usize, b: usize): void {
  if (curve == 0) examine<P256>(act, out, a, b)
  else if (curve == 1) examine<P384>(act, out, a, b)
  else if (curve == 2) examine<P521>(act, out, a, b)
  else if (curve == 3) examine<Secp256k1>(act, out, a, b)
  else if (curve == 4) examine<Sm2>(act, out, a, b)
  else examine<Ed25519>(act, out, a, b)
}

function examine<Curve>(act: i32, out: usize, a: usize, b: usize): void {
  const curve = changetype<Curve>(0)
  makeConstants<Curve>()
  if (act == MULTIPLY) curve.multiply(out, a, b)
  else if (act == SQUARE) curve.square(out, a)
  else if (act == INVERT) invert<Curve>(out, a)
  else if (act == CANONICAL) canonical<Curve>(out, a)
}

/** Adds the entry to the running point, or doubles that: formulas, which take any numbers of their sizes. */
export function examineGroup(curve: i32, doubles: bool): void {
  if (curve == 0) combine<P256>(doubles)
  else if (curve == 1) combine<P384>(doubles)
  else if (curve == 2) combine<P521>(doubles)
  else if (curve == 3) combine<Secp256k1>(doubles)
  else if (curve == 4) combine<Sm2>(doubles)
  else combine<Ed25519>(doubles)
}

function combine<Curve>(doubles: bool): void {
  if (doubles) double<Curve>()
  else addEntry<Curve>()
}

/** Gives a curve the table of one window or of all windows, as if it had made so many points. */
export function examineTable(curve: i32, allWindows: bool): void {
  if (curve == 0) retable<P256>(allWindows)
  else if (curve == 1) retable<P384>(allWindows)
  else if (curve == 2) retable<P521>(allWindows)
  else if (curve == 3) retable<Secp256k1>(allWindows)
  else if (curve == 4) retable<Sm2>(allWindows)
  else retable<Ed25519>(allWindows)
}

function retable<Curve>(allWindows: bool): void {
  buildWindow<Curve>()
  // Points made so far: so few that the one window stays for as many as a test makes.
  store<i32>(stateOf(changetype<Curve>(0).index), i32.MIN_VALUE, 4)
  if (allWindows) buildTable<Curve>()
}
