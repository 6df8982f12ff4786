import { contentOf, newDatabase, postgresFolders, startPostgres } from "@keywright/postgres"
import { afterAll, describe, test } from "vitest"
import { startServer } from "../src/own-server.ts"
import { suite } from "../src/suite.ts"

if (postgresFolders().length === 0 && !process.env.CI) {
  describe("Node with PostgreSQL", () => {
    test.skip("has no PostgreSQL on this machine, so its tests were not run", () => {})
  })
} else {
  const postgres = await startPostgres()
  const url = await newDatabase(postgres.url)
  const server = await startServer({
    name: "Node with PostgreSQL",
    regions: ["us-east-1", "eu-west-1", "cn-north-1"],
    variables: { KEYWRIGHT_STORE: url },
    keptElsewhere: () => contentOf(url),
  })

  afterAll(async () => {
    await server.stop()
    await postgres.stop()
  })

  suite(server.target)
}
