/** Overwrites secrets when they have done their work. */

/** Sets every byte of every array to zero. Missing arrays are skipped, so that a `finally` need not ask. */
export function wipe(...secrets: readonly (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
