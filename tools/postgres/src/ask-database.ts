/** One question to a database, by a connection of its own. */
import pg from "pg"

/** The rows that it answers. Throws PostgreSQL's error (`pg.DatabaseError`). */
export async function askDatabase(url: string, query: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}
