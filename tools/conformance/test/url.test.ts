import { describe, test } from "vitest"
import { suite } from "../src/suite.ts"
import { targetOfEnvironment } from "../src/target-of-environment.ts"

const target = targetOfEnvironment(process.env)

if (target === undefined) {
  describe("A target given by KEYWRIGHT_URL", () => {
    test.skip("is not there: set KEYWRIGHT_URL and AWS_SHARED_CREDENTIALS_FILE to run the suite against it", () => {})
  })
} else {
  suite(target)
}
