import { expect, test } from "vitest"
import { systemRandom } from "../../src/random/system-random.ts"

test.each([0, 1, 65536, 65537, 200_000])(
  "systemRandom gives %d bytes, more than one call of the platform may",
  (length) => {
    const bytes = systemRandom(length)
    expect(bytes).toHaveLength(length)
    // Thirty-two zeros at the end have a chance of 2^-256: a part that was not filled shows there.
    if (length >= 32) expect(bytes.subarray(-32).some((byte) => byte !== 0)).toBe(true)
  },
)
