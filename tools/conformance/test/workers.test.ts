import { afterAll } from "vitest"
import { startServer } from "../src/own-server.ts"
import { suite } from "../src/suite.ts"

// us-east-1 is home, eu-west-1 is elsewhere, and cn-north-1 has SM2.
const server = await startServer({
  platform: "Workers",
  regions: ["us-east-1", "eu-west-1", "cn-north-1"],
})

afterAll(() => server.stop())

suite(server.target)
