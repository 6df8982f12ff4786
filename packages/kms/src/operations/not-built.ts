/** An operation that AWS has and this service does not yet: it is known, and it refuses. */
import { refuse } from "../errors.ts"
import { type Operation, operation } from "../operation.ts"

/** Names of operations that only refuse, as the roll call makes them. */
const names = new Set<string>()

export function notBuilt(name: string): Operation {
  names.add(name)
  const refusal = (): never => {
    throw refuse("UnsupportedOperationException", "operation", { operation: name })
  }
  return operation({
    name,
    input: {},
    errors: ["UnsupportedOperationException"],
    check: refusal,
    run: refusal,
  })
}

export function isBuilt({ name }: Operation): boolean {
  return !names.has(name)
}
