/** A database that cannot serve. */

/** The message is a sentence that names the database and says what to do. It never holds a password. */
export class DatabaseRefused extends Error {
  override readonly name = "DatabaseRefused"
}
