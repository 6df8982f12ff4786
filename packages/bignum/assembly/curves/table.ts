// Tables of odd multiples of a base point: one window at first use, all windows for a curve that is used often.
import { base, makeConstants } from "./constants"
import { copy, spread } from "./field"
import { addEntry, double, putEntry, start, takeEntry, toAffine } from "./group"
import { invert } from "./invert"
import { AFFINE, INVERSE, LEFT_2, NUMBER, reach, ROOM, ROOM_EACH, stateOf, windowOf, XY, Z } from "./memory"
import { ENTRIES, WINDOW_BITS } from "./recode"
import { entryBytes } from "./scan"

/**
 * Points made from one window before all windows are. A full table takes as long as 16 to 22 points save with it (measured,
 * Node 26), so who makes one key never waits for it.
 */
const POINTS_BEFORE_FULL_TABLE: i32 = 16

/** Makes the table that the next multiplication uses, if it does not stand. Answers whether that has all windows. */
export function prepareTable<Curve>(): bool {
  const state = stateOf(changetype<Curve>(0).index)
  const windows = load<u32>(state)
  const points = load<i32>(state, 4)
  if (windows > 1) return true
  if (windows == 0) buildWindow<Curve>()
  store<i32>(state, points + 1, 4)
  if (points < POINTS_BEFORE_FULL_TABLE) return false
  buildTable<Curve>()
  return true
}

/** Makes the constants and one window: entry j is (2j + 1) * G. */
export function buildWindow<Curve>(): void {
  const index = changetype<Curve>(0).index
  makeConstants<Curve>()
  copy<Curve>(ROOM, base<Curve>())
  addWindow<Curve>(windowOf(index))
  store<u32>(stateOf(index), 1)
}

/** Makes all windows: entry j of window w is (2j + 1) * 64^w * G. The constants stand. */
export function buildTable<Curve>(): void {
  const curve = changetype<Curve>(0)
  const windowBytes = ENTRIES * entryBytes<Curve>()
  reach(curve.table + curve.windows * windowBytes)
  copy<Curve>(ROOM, base<Curve>())
  for (let w: usize = 0; w < curve.windows; w++) addWindow<Curve>(curve.table + w * windowBytes)
  store<u32>(stateOf(curve.index), u32(curve.windows))
}

/** Makes the window of the affine point at ROOM, and leaves 64 times that point there. */
function addWindow<Curve>(window: usize): void {
  twiceRoom<Curve>()
  start<Curve>(ROOM)
  copy<Curve>(ROOM + NUMBER, Z)
  takeEntry<Curve>(AFFINE)
  for (let i: usize = 1; i < ENTRIES; i++) {
    addEntry<Curve>()
    keep<Curve>(i)
  }
  start<Curve>(AFFINE)
  for (let i: usize = 1; i < WINDOW_BITS; i++) double<Curve>()
  keep<Curve>(ENTRIES)
  makeAffine<Curve>(0, ENTRIES + 1)
  for (let i: usize = 0; i < ENTRIES; i++) {
    putEntry<Curve>(window + i * entryBytes<Curve>(), ROOM + i * ROOM_EACH)
  }
  copy<Curve>(ROOM, ROOM + ENTRIES * ROOM_EACH)
}

/** AFFINE = twice the affine point at ROOM. */
function twiceRoom<Curve>(): void {
  start<Curve>(ROOM)
  double<Curve>()
  keep<Curve>(1)
  makeAffine<Curve>(1, 1)
  copy<Curve>(AFFINE, ROOM + ROOM_EACH)
}

/** Puts the running point into place i of the room. */
function keep<Curve>(i: usize): void {
  copy<Curve>(ROOM + i * ROOM_EACH, XY)
  copy<Curve>(ROOM + i * ROOM_EACH + NUMBER, Z)
}

/**
 * Makes `count` points of the room affine, from place `first` on, with one inversion (Montgomery's trick: the inverse of the
 * product of all Zs, and from the last point back, times what is before and what is at a place).
 */
function makeAffine<Curve>(first: usize, count: usize): void {
  const curve = changetype<Curve>(0)
  const product = NUMBER * 2
  const begin = ROOM + first * ROOM_EACH
  const last = begin + (count - 1) * ROOM_EACH
  copy<Curve>(begin + product, begin + NUMBER)
  for (let point = begin + ROOM_EACH; point <= last; point += ROOM_EACH) {
    curve.multiply(point + product, point + NUMBER, point - ROOM_EACH + product)
  }
  invert<Curve>(INVERSE, last + product + 8)
  for (let point = last; point > begin; point -= ROOM_EACH) {
    copy<Curve>(LEFT_2, INVERSE)
    curve.multiply(INVERSE, INVERSE, point - ROOM_EACH + product)
    spread<Curve>(INVERSE, INVERSE)
    curve.multiply(LEFT_2, LEFT_2, point + NUMBER)
    toAffine<Curve>(point, point, point + NUMBER)
    spread<Curve>(INVERSE, LEFT_2)
  }
  toAffine<Curve>(begin, begin, begin + NUMBER)
}
