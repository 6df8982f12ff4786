// A curve's numbers as pair numbers in its field's form, made from its row at first use.
import { fromDigits, fromWords, halfOf } from "./field"
import { constantOf } from "./memory"

/** 1 in both lanes, as the products know it. */
@inline
export function one<Curve>(): usize {
  return constantOf(changetype<Curve>(0).index, 0)
}

/** 1 in both lanes without a Montgomery radix: the product with it takes a number out of the field's form. */
@inline
export function plainOne<Curve>(): usize {
  return constantOf(changetype<Curve>(0).index, 1)
}

/** The base point (x | y). */
@inline
export function base<Curve>(): usize {
  return constantOf(changetype<Curve>(0).index, 2)
}

/** b of a Weierstrass curve, d of an Edwards curve, in both lanes. */
@inline
export function coefficient<Curve>(): usize {
  return constantOf(changetype<Curve>(0).index, 3)
}

/** Twice the coefficient. */
@inline
export function twiceCoefficient<Curve>(): usize {
  return constantOf(changetype<Curve>(0).index, 4)
}

/** Makes all of them. What enters has unsigned digits of size 2, which a product takes. */
export function makeConstants<Curve>(): void {
  const curve = changetype<Curve>(0)
  const radixSquared = twiceCoefficient<Curve>()
  fromDigits<Curve>(radixSquared, curve.radixSquared)
  clear<Curve>(plainOne<Curve>())
  store<i64>(plainOne<Curve>(), 1)
  store<i64>(plainOne<Curve>(), 1, 8)
  v128.store(plainOne<Curve>() + halfOf<Curve>(), f64x2.splat(1))
  curve.multiply(one<Curve>(), plainOne<Curve>(), radixSquared)
  fromWords<Curve>(base<Curve>(), 0, curve.baseX)
  fromWords<Curve>(base<Curve>(), 1, curve.baseY)
  curve.multiply(base<Curve>(), base<Curve>(), radixSquared)
  fromWords<Curve>(coefficient<Curve>(), 0, curve.coefficientWords)
  fromWords<Curve>(coefficient<Curve>(), 1, curve.coefficientWords)
  curve.multiply(coefficient<Curve>(), coefficient<Curve>(), radixSquared)
  const half = halfOf<Curve>()
  for (let o: usize = 0; o < half; o += 16) twice<Curve, i64>(o)
  for (let o = half; o < half * 2; o += 16) twice<Curve, f64>(o)
}

@inline
function twice<Curve, Lane>(o: usize): void {
  const digit = v128.load(coefficient<Curve>() + o)
  v128.store(twiceCoefficient<Curve>() + o, v128.add<Lane>(digit, digit))
}

function clear<Curve>(number: usize): void {
  memory.fill(number, 0, halfOf<Curve>() * 2)
}
