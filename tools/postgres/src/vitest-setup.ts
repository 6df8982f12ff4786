/** One PostgreSQL server for all test files of a run: `globalSetup` of a vitest configuration. */
import type { TestProject } from "vitest/node"
import { type PostgresServer, startPostgres } from "./postgres-server.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** Its URL, or nothing where there is none. */
    postgres: string | undefined
  }
}

/**
 * Starts the server, and gives tests its URL as `inject("postgres")`. Where there is no PostgreSQL it says so, and tests are
 * skipped; in CI (`CI` is set) that is a failure.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let server: PostgresServer | undefined
  try {
    server = await startPostgres()
  } catch (error) {
    if (process.env.CI) throw error
    console.warn(`Without PostgreSQL its tests are SKIPPED: ${(error as Error).message}`)
  }
  project.provide("postgres", server?.url)
  return async () => server?.stop()
}
