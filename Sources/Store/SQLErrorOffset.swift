internal import GRDB
internal import GRDBSQLite

extension Database {
    /// Where in `sql`, in bytes, SQLite stumbles when it prepares it; nil where it does not say.
    func errorOffset(in sql: String) -> Int? {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(sqliteConnection, sql, -1, &statement, nil)
        let offset = unsafe sqlite3_error_offset(sqliteConnection)
        unsafe sqlite3_finalize(statement)
        return code != SQLITE_OK && offset >= 0 ? Int(offset) : nil
    }
}
