/** The door to the curves: public points of scalars, computed in the core's memory, which keeps nothing of the scalar. */
import type { Bignum, CurveName } from "./doors.ts"

type MultiplyBase =
  | "multiplyBaseP256"
  | "multiplyBaseP384"
  | "multiplyBaseP521"
  | "multiplyBaseSecp256k1"
  | "multiplyBaseSm2"
  | "multiplyBaseEd25519"

/** What the core exports for its curves: addresses as globals, and one multiplication per curve. */
export type CurveExports = Record<MultiplyBase, () => number> & {
  readonly memory: WebAssembly.Memory
  /** Where a scalar goes, and where its point is found. */
  readonly SCALAR: { readonly value: number }
  readonly POINT: { readonly value: number }
  /** Makes the clamped scalar of the Ed25519 private key at SCALAR. */
  hashPrivateKey(): void
  wipeCurves(): void
}

interface CurveRow {
  readonly multiplyBase: MultiplyBase
  readonly scalarBytes: number
  readonly pointBytes: number
}

/** Lengths of scalars and points: see `Bignum.multiplyBase`. */
const curves: Readonly<Record<CurveName, CurveRow>> = {
  "P-256": { multiplyBase: "multiplyBaseP256", scalarBytes: 32, pointBytes: 64 },
  "P-384": { multiplyBase: "multiplyBaseP384", scalarBytes: 48, pointBytes: 96 },
  "P-521": { multiplyBase: "multiplyBaseP521", scalarBytes: 66, pointBytes: 132 },
  secp256k1: { multiplyBase: "multiplyBaseSecp256k1", scalarBytes: 32, pointBytes: 64 },
  SM2: { multiplyBase: "multiplyBaseSm2", scalarBytes: 32, pointBytes: 64 },
  Ed25519: { multiplyBase: "multiplyBaseEd25519", scalarBytes: 32, pointBytes: 32 },
}

/** What assembly/curves/multiply-base.ts answers. */
const REFUSED = 0
const DONE = 1

/**
 * Public points on the core's exports.
 *
 * @throws RangeError when a scalar has not the curve's length, which is no matter of chance as its range is
 * @throws Error when the core computed a point off the curve: a fault, of which nothing may leave
 */
export function curveDoors(core: CurveExports): Pick<Bignum, "multiplyBase" | "ed25519PublicKey"> {
  const [scalarAt, pointAt] = [core.SCALAR.value, core.POINT.value]
  let view = new Uint8Array(core.memory.buffer)
  /** All of the memory. A view of memory that has grown since is empty. */
  function memory(): Uint8Array {
    if (view.length === 0) view = new Uint8Array(core.memory.buffer)
    return view
  }

  function pointOf(
    curve: CurveName,
    secret: Uint8Array,
    prepare?: () => void,
  ): Uint8Array | undefined {
    const { multiplyBase, scalarBytes, pointBytes } = curves[curve]
    if (secret.length !== scalarBytes) {
      throw new RangeError(`a scalar of ${curve} has ${scalarBytes} bytes, not ${secret.length}`)
    }
    try {
      memory().set(secret, scalarAt)
      prepare?.()
      const answer = core[multiplyBase]()
      if (answer === REFUSED) return undefined
      if (answer !== DONE) throw new Error(`bug: a point of ${curve} is not on the curve`)
      return memory().slice(pointAt, pointAt + pointBytes)
    } finally {
      core.wipeCurves()
    }
  }

  return {
    multiplyBase: (curve, scalar) => pointOf(curve, scalar),
    ed25519PublicKey(privateKey) {
      const point = pointOf("Ed25519", privateKey, core.hashPrivateKey)
      // Clamping clears the low three bits and sets bit 254: no such scalar is refused.
      if (point === undefined) throw new Error("bug: a clamped scalar has no point")
      return point
    },
  }
}
