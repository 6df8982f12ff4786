/** Key material as bytes: key pairs, their formats, and the envelope. */

export type { Awaitable, HmacKey, Symmetric } from "./symmetric/symmetric.ts"
