// The group of a curve: each operation in the formulas of the curve's shape, chosen when the module is compiled.
import * as edwards from "./edwards"
import * as weierstrass from "./weierstrass"

/** Running point += entry. */
@inline
export function addEntry<Curve>(): void {
  if (changetype<Curve>(0).edwards) edwards.addEntry<Curve>()
  else weierstrass.addEntry<Curve>()
}

/** Running point *= 2. */
@inline
export function double<Curve>(): void {
  if (changetype<Curve>(0).edwards) edwards.double<Curve>()
  else weierstrass.double<Curve>()
}

/** Running point = affine point. */
@inline
export function start<Curve>(affine: usize): void {
  if (changetype<Curve>(0).edwards) edwards.start<Curve>(affine)
  else weierstrass.start<Curve>(affine)
}

/** Running point = entry. */
@inline
export function startFromEntry<Curve>(): void {
  if (changetype<Curve>(0).edwards) edwards.startFromEntry<Curve>()
  else weierstrass.startFromEntry<Curve>()
}

/** Entry = affine point. */
@inline
export function takeEntry<Curve>(affine: usize): void {
  if (changetype<Curve>(0).edwards) edwards.takeEntry<Curve>(affine)
  else weierstrass.takeEntry<Curve>(affine)
}

/** Table entry = affine point. */
@inline
export function putEntry<Curve>(entry: usize, affine: usize): void {
  if (changetype<Curve>(0).edwards) edwards.putEntry<Curve>(entry, affine)
  else weierstrass.putEntry<Curve>(entry, affine)
}

/** out = affine point of (xy, z), given in INVERSE the inverse of z's high lane. */
@inline
export function toAffine<Curve>(out: usize, xy: usize, z: usize): void {
  if (changetype<Curve>(0).edwards) edwards.toAffine<Curve>(out, xy, z)
  else weierstrass.toAffine<Curve>(out, xy, z)
}

/** Whether AFFINE is a point of the curve. */
@inline
export function isOnCurve<Curve>(): bool {
  return changetype<Curve>(0).edwards ? edwards.isOnCurve<Curve>() : weierstrass.isOnCurve<Curve>()
}
