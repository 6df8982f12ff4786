/** Servers to be killed, by the store that they stand on. */
import { newDatabase, startPostgres } from "@keywright/postgres"
import { type OwnServer, startServer } from "../own-server.ts"

export interface Victim {
  server: OwnServer
  killBelow?: () => Promise<void>
  stop(): Promise<void>
}

/** How each begins. The database of PostgreSQL's can be killed as well. */
export const VICTIMS: Readonly<Record<"sqlite" | "postgres", () => Promise<Victim>>> = {
  async sqlite() {
    const server = await startServer()
    return { server, stop: () => server.stop() }
  },
  async postgres() {
    const database = await startPostgres({ durable: true })
    try {
      const variables = { KEYWRIGHT_STORE: await newDatabase(database.url) }
      const server = await startServer({ variables })
      return {
        server,
        async killBelow() {
          await database.crash()
          await database.start()
        },
        async stop() {
          await server.stop()
          await database.stop()
        },
      }
    } catch (error) {
      await database.stop()
      throw error
    }
  },
}
