/** What a platform cannot do yet, as rows: the only place where a test is left out for a platform's sake. */

export interface Gap {
  /** The target's name: "Workers". */
  platform: string
  /** A family of the suite (suite.ts). */
  family: string
  /** Half a sentence. */
  reason: string
  /** Where it is tracked. */
  issue: string
}

const GAPS: readonly Gap[] = []

/** The gaps of one platform. */
export function gapsOf(platform: string): Gap[] {
  return GAPS.filter((gap) => gap.platform === platform)
}
