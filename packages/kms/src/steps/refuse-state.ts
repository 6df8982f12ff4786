/** The refusal of an operation that does not go on in a key's state. */
import { type Refusal, refuse } from "../errors.ts"
import type { KeyState, StateRefusal, StateRow } from "../model/key-state.ts"

/** The refusal, or nothing when the operation may go on. `key` is the ARN. */
export function stateRefusal(row: StateRow, state: KeyState, key: string): Refusal | undefined {
  const code = row[state]
  return code === "ok" ? undefined : refusals[code](key)
}

const refusals: Readonly<Record<StateRefusal, (key: string) => Refusal>> = {
  disabled: (key) => refuse("DisabledException", "disabled", { key }),
  pendingDeletion: (key) => refuse("KMSInvalidStateException", "pendingDeletion", { key }),
  notPendingDeletion: (key) => refuse("KMSInvalidStateException", "notPendingDeletion", { key }),
  pendingImport: (key) => refuse("KMSInvalidStateException", "pendingImport", { key }),
  unavailable: (key) => refuse("KMSInvalidStateException", "unavailable", { key }),
  unavailableUnsupported: (key) => refuse("UnsupportedOperationException", "unavailable", { key }),
  creating: (key) => refuse("KMSInvalidStateException", "creating", { key }),
  updating: (key) => refuse("KMSInvalidStateException", "updating", { key }),
}
