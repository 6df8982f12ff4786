import { afterAll } from "vitest"
import { startNodeServer } from "../src/node-server.ts"
import { suite } from "../src/suite.ts"

// us-east-1 is home, eu-west-1 is elsewhere, and cn-north-1 has SM2.
const server = await startNodeServer(["us-east-1", "eu-west-1", "cn-north-1"])

afterAll(() => server.stop())

suite(server.target)
