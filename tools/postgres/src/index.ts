/** A real PostgreSQL server, for tests and measurements. */
export { askDatabase } from "./ask-database.ts"
export { postgresFolders } from "./binaries.ts"
export { contentOf } from "./content-of.ts"
export { newDatabase } from "./new-database.ts"
export { type Certificate, type PostgresServer, startPostgres } from "./postgres-server.ts"
export { type Trouble, type Wire, wireTo } from "./wire.ts"
