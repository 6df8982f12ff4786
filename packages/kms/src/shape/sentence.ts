/** The words of AWS for failures of validation. No other file speaks them. Recorded 2023 and 2024. */
import type { BrokenRule, Failure } from "./validate.ts"

/** The message of a ValidationException for one failure or more. */
export function validationSentence(failures: readonly Failure[]): string {
  const errors = failures.length === 1 ? "error" : "errors"
  return `${failures.length} validation ${errors} detected: ${failures.map(clause).join("; ")}`
}

function clause({ path, value, broken }: Failure): string {
  const echo = value === undefined ? "Value" : value === null ? "Value null" : `Value '${value}'`
  return `${echo} at '${path}' failed to satisfy constraint: ${constraint(broken)}`
}

function constraint(broken: BrokenRule): string {
  switch (broken.rule) {
    case "present":
      return "Member must not be null"
    case "lengthMax":
      return `Member must have length less than or equal to ${broken.limit}`
    case "lengthMin":
      return `Member must have length greater than or equal to ${broken.limit}`
    case "valueMax":
      return `Member must have value less than or equal to ${broken.limit}`
    case "valueMin":
      return `Member must have value greater than or equal to ${broken.limit}`
    case "enum":
      return `Member must satisfy enum value set: [${broken.limit.join(", ")}]`
    case "pattern":
      return `Member must satisfy regular expression pattern: ${broken.limit}`
    case "items":
      return `Member must satisfy constraint: [${broken.limit.map(constraint).join(", ")}]`
  }
}
