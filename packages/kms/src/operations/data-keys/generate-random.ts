/** Answers random bytes. */
import { type Operation, operation } from "../../operation.ts"
import { CustomKeyStoreId, NumberOfBytes, Recipient } from "../../shape/shared.ts"
import { blob } from "../../shape/words.ts"

export const GenerateRandom: Operation = operation({
  name: "GenerateRandom",
  input: { NumberOfBytes, CustomKeyStoreId, Recipient },
  output: { Plaintext: blob({ secret: true }) },
  errors: [
    "DependencyTimeoutException",
    "KMSInternalException",
    "UnsupportedOperationException",
    "CustomKeyStoreNotFoundException",
  ],
  notBuilt: { Recipient: "any" },
  check({ input, refuse }) {
    if (input.NumberOfBytes === undefined) {
      throw refuse("ValidationException", "numberOfBytesMissing")
    }
    const store = input.CustomKeyStoreId
    if (store !== undefined) throw refuse("CustomKeyStoreNotFoundException", "unknown", { store })
    return input.NumberOfBytes
  },
  run({ random, checked: length }) {
    return { Plaintext: random(length) }
  },
})
