internal import GRDB
internal import GRDBSQLite

extension Database {
    /// No text or blob that SQL makes may be longer, in bytes. SQLite cannot be stopped while a function of its own makes
    /// one: `randomblob(1000000000)` would outlast every time limit.
    func limitValues(to bytes: Int32) {
        _ = unsafe sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LENGTH, bytes)
    }
}
