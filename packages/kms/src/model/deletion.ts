/** When keys are deleted: the row that finds those whose waiting period is over, without reading every key. */
import type { KeyScope } from "./key-id.ts"

/** Days (AWS KMS API Reference, ScheduleKeyDeletion: PendingWindowInDays). */
export const deletionWindowDaysMin = 7
export const deletionWindowDaysMax = 30
export const deletionWindowDaysDefault = 30

/** The value of a "deletion" row: its id says when, this says what. */
export interface DeletionRecord {
  readonly account: string
  readonly region: string
  readonly keyId: string
}

/** The id of a "deletion" row: `<ISO date>/<account>/<region>/<key id>`, so that the next one due comes first. */
export function deletionRowId(
  dateMs: number,
  { account, region }: KeyScope,
  keyId: string,
): string {
  return `${new Date(dateMs).toISOString()}/${account}/${region}/${keyId}`
}

/** The first id that is not due: every id before it is. */
export function firstIdNotDue(nowMs: number): string {
  return new Date(nowMs + 1).toISOString()
}
