internal import GRDB

/// A read-only connection to an atlas that runs SQL written by somebody else.
///
/// The file is opened read-only, `PRAGMA query_only` is set, and statements are restricted as `SQLGuard` says. Temporary
/// tables and functions can be added while the connection is set up, and not later.
package final class SQLConnection: Sendable {
    /// The atlas's file.
    package let path: String
    private let queue: DatabaseQueue

    /// Opens the atlas at `path`.
    ///
    /// - Parameters:
    ///   - longestValue: Maximum length of a text or blob, in bytes.
    ///   - setUp: Adds functions and temporary tables.
    /// - Throws: `StoreError`, as `AtlasReader` does.
    package init(path: String, longestValue: Int, setUp: (SQLSession) throws -> Void) throws(StoreError) {
        self.path = path
        let queue = try AtlasFile.openReading(path)
        self.queue = queue
        try storing(path) {
            try queue.inDatabase { database in
                try database.execute(sql: "PRAGMA query_only = 0; PRAGMA temp_store = MEMORY")
                try setUp(SQLSession(database: database, path: path))
                try database.execute(sql: "PRAGMA query_only = 1")
                database.guardSQL(longestValue: Int32(clamping: longestValue))
            }
        }
    }

    /// Runs `body` in one transaction: all of its statements see the same atlas.
    ///
    /// - Throws: What `body` throws; errors of SQLite as `StoreError`.
    package func read<Value>(_ body: (SQLSession) throws -> Value) throws -> Value {
        do {
            return try queue.read { try body(SQLSession(database: $0, path: path)) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Stops the statement that is running; it fails with `SQLFailure`. May be called from any thread.
    package func interrupt() { queue.interrupt() }
}

/// Why SQLite refused a statement or stopped while running it.
package struct SQLFailure: Error, Equatable {
    package enum Reason: Sendable, Equatable {
        /// The text holds more than one statement.
        case severalStatements
        /// SQLite cannot make sense of the text; the offset is where, in bytes of UTF-8, as far as SQLite says.
        case invalid(offset: Int?)
        /// The statement does something that `SQLGuard` does not allow.
        case forbidden
        /// The statement failed while running.
        case failed
    }

    package let reason: Reason
    /// SQLite's own words.
    package let message: String
}

/// What a function written in Swift throws: the query fails with this message.
package struct SQLFunctionFailure: Error {
    package let message: String

    package init(_ message: String) { self.message = message }
}
