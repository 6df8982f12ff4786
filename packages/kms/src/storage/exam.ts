/** The exam that every store must pass: the contract of store.ts as questions, two racing writers and a restart included. */
import { lists } from "./exam/lists.ts"
import type { Candidate, Question } from "./exam/question.ts"
import { races } from "./exam/races.ts"
import { records } from "./exam/records.ts"
import { restart } from "./exam/restart.ts"

export type { Candidate, Question } from "./exam/question.ts"

/**
 * Registers the exam with a test runner: `examine({ open: () => sqliteStore(":memory:") }, test)`. `test` is called once
 * per question that the candidate can be asked, with a title and an asynchronous function that rejects when the answer is wrong.
 */
export function examine(
  candidate: Candidate,
  test: (title: string, run: () => Promise<void>) => unknown,
): void {
  for (const { title, needs, ask } of exam) {
    if (needs === undefined || candidate[needs]) test(title, () => ask(candidate))
  }
}

/** The questions, each independent of the others. */
export const exam: readonly Question[] = [...records, ...lists, ...races, ...restart]
