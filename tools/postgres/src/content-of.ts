/** Everything that a database holds, to look for something in it. */
import pg from "pg"

const TABLES = `
  select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
  from information_schema.tables
  where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`

/** The values of all its tables, one to a line: bytes as they are, and the rest as text. */
export async function contentOf(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(TABLES)
    const lines: string[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<unknown[]>({
        text: `select * from ${name}`,
        rowMode: "array",
      })
      lines.push(...rows.flat().map(spelled))
    }
    return lines.join("\n")
  } finally {
    await client.end()
  }
}

function spelled(value: unknown): string {
  return Buffer.isBuffer(value) ? value.toString("latin1") : String(value)
}
