/** Where random bytes come from: an argument, so that tests can script it and a platform can bring its own. */

/** Random bytes from a cryptographic generator, as many as asked for. The array is the caller's. */
export type RandomSource = (length: number) => Uint8Array
