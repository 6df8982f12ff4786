/** A store that answers in time or not at all. */
import { type Store, StoreUnavailable } from "./store.ts"

/**
 * Reads fail with `StoreUnavailable` after `timeoutMs`, so that nothing that follows them is written late. A write that has
 * begun is waited for: whether it happened is part of the answer, and only the store can set it a deadline.
 */
export function timely(store: Store, timeoutMs: number): Store {
  const now = store.now?.bind(store)
  return {
    read: (kind, id) => within(store.read(kind, id), timeoutMs),
    list: (kind, page) => within(store.list(kind, page), timeoutMs),
    write: (changes) => store.write(changes),
    ...(now && { now: () => within(now(), timeoutMs) }),
    close: () => store.close(),
  }
}

function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new StoreUnavailable(`the store did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    )
    work.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error) => {
        clearTimeout(timer)
        reject(error)
      },
    )
  })
}
