/** Who sent a request: what authentication hands to the rest of the pipeline. */
import type { WireRequest } from "./wire.ts"

/** A caller whose credentials were accepted, and the Region that the request was meant for. */
export interface Identity {
  /** Twelve digits. */
  account: string
  /** `arn:<partition>:iam::<account>:root`, or a user's or role's ARN. */
  principalArn: string
  accessKeyId: string
  /** From the credential scope; always one that this service serves. */
  region: string
  /** For users and for the root of dev mode: the last part of the ARN, as CloudTrail shows it. */
  userName?: string
}

/**
 * Accepts or refuses the credentials of a request. `nowMs` is the time of arrival. Throws a Refusal (errors.ts) with one of
 * the authentication errors.
 */
export type Authenticate = (request: WireRequest, nowMs: number) => Identity | Promise<Identity>
