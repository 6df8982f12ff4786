/** Compares byte arrays without telling where they differ. */

/**
 * Whether two arrays hold the same bytes. Looks at every byte, so that the time depends on the lengths alone: fit for
 * comparing a MAC or a commitment with what an attacker sent.
 */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number)
  return difference === 0
}
