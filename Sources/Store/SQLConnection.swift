internal import GRDB

/// A read-only connection to an atlas for SQL that a user wrote.
///
/// The file is opened read-only, `PRAGMA query_only` is set, and statements are restricted as `SQLGuard` says.
/// Temporary tables and functions can be added only while the connection is set up.
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

    /// Runs `body` in one transaction: all its statements see the same contents.
    ///
    /// - Throws: The errors that `body` throws; SQLite's errors as `StoreError`.
    package func read<Value>(_ body: (SQLSession) throws -> Value) throws -> Value {
        do {
            return try queue.read { try body(SQLSession(database: $0, path: path)) }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path)
        }
    }

    /// Stops the running statement, which fails with `SQLFailure`. This can be called from any thread.
    package func interrupt() { queue.interrupt() }
}

/// Why SQLite refused a statement or stopped while running it.
package struct SQLFailure: Error, Equatable {
    package enum Reason: Sendable, Equatable {
        /// The text contains more than one statement.
        case severalStatements
        /// SQLite cannot parse the text; the offset of the mistake is in bytes of UTF-8, nil if SQLite does not give
        /// one.
        case invalid(offset: Int?)
        /// The statement does something that `SQLGuard` does not allow.
        case forbidden
        /// The statement failed while running.
        case failed
    }

    package let reason: Reason
    /// SQLite's message.
    package let message: String
}

/// An error that a function written in Swift throws; the query fails with its message.
package struct SQLFunctionFailure: Error {
    package let message: String

    package init(_ message: String) { self.message = message }
}
