internal import CSQLite
internal import GRDB
internal import GRDBSQLite

/// Restricts SQL that a user wrote to reading tables and calling functions without side effects.
enum SQLGuard {
    /// SQLite functions that reach outside the database. `fts3_tokenizer` even calls a pointer given in SQL.
    private static let functions: Set<String> = ["fts3_tokenizer", "load_extension", "sqlite_log", "rtreecheck"]

    /// Pragmas that describe a table or index.
    private static let described: Set<String> = [
        "table_info", "table_xinfo", "table_list", "index_list", "index_info", "index_xinfo", "foreign_key_list",
    ]

    /// Pragmas that are allowed without an argument; with one they would change something.
    private static let readable: Set<String> = [
        "application_id", "user_version", "schema_version", "page_count", "page_size", "freelist_count", "encoding",
        "compile_options", "function_list", "collation_list",
    ]

    /// Returns whether a statement is allowed to do what SQLite asks about while compiling it.
    ///
    /// Changes of rows are allowed here: such a statement is not read-only and is refused later with a better message.
    static func allows(_ action: Int32, _ first: String?, _ second: String?) -> Bool {
        switch action {
        case SQLITE_SELECT, SQLITE_READ, SQLITE_RECURSIVE, SQLITE_TRANSACTION, SQLITE_SAVEPOINT: true
        case SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE: true
        case SQLITE_FUNCTION: !functions.contains(second?.lowercased() ?? "")
        case SQLITE_PRAGMA:
            described.contains(first?.lowercased() ?? "")
                || (second == nil && readable.contains(first?.lowercased() ?? ""))
        default: false
        }
    }
}

extension Database {
    /// Restricts all statements compiled from now on to what `SQLGuard` allows.
    ///
    /// - Parameter longestValue: The maximum length in bytes of a text or blob that SQL creates. SQLite cannot be
    ///   interrupted while one of its functions creates one: `randomblob(1000000000)` would exceed every time limit.
    func guardSQL(longestValue: Int32) {
        let switches: [(option: Int32, value: Int32)] = [
            (SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0), (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
        ]
        for (option, value) in switches { _ = unsafe sqlite3_db_config_switch(sqliteConnection, option, value) }
        _ = unsafe sqlite3_limit(sqliteConnection, SQLITE_LIMIT_LENGTH, longestValue)
        _ = unsafe sqlite3_limit(sqliteConnection, SQLITE_LIMIT_ATTACHED, 0)
        keepModules("json_each", "json_tree")
        _ = unsafe sqlite3_set_authorizer(
            sqliteConnection,
            { _, action, first, second, _, _ in
                let texts = unsafe (first.map { unsafe String(cString: $0) }, second.map { unsafe String(cString: $0) })
                return SQLGuard.allows(action, texts.0, texts.1) ? SQLITE_OK : SQLITE_DENY
            }, nil)
    }

    /// Removes all virtual table modules but two; `fts3tokenize` and `dbstat` are among those removed.
    private func keepModules(_ first: String, _ second: String) {
        unsafe first.withCString { first in
            unsafe second.withCString { second in
                var kept: [UnsafePointer<CChar>?] = unsafe [first, second, nil]
                _ = unsafe sqlite3_drop_modules(sqliteConnection, &kept)
            }
        }
    }

    /// Returns the byte offset in `sql` where SQLite reports a mistake; nil if it gives none.
    func errorOffset(in sql: String) -> Int? {
        var statement: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(sqliteConnection, sql, -1, &statement, nil)
        let offset = unsafe sqlite3_error_offset(sqliteConnection)
        unsafe sqlite3_finalize(statement)
        return code != SQLITE_OK && offset >= 0 ? Int(offset) : nil
    }
}
