/** An operation that AWS has and this service does not yet: it is known, and it refuses. */
import { type Operation, operation } from "../operation.ts"

/** Members are not read, so that whatever AWS allows is answered in the same way. */
export function notBuilt(name: string): Operation {
  const refusing = operation({
    name,
    input: {},
    errors: ["UnsupportedOperationException"],
    run({ refuse }) {
      throw refuse("UnsupportedOperationException", "operation", { operation: name })
    },
  })
  return { ...refusing, isBuilt: false }
}
