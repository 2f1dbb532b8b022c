internal import GRDB

/// Statements on a connection, within one transaction.
package struct SQLSession {
    let database: Database
    let path: String

    /// Runs statements that return no rows: temporary tables and views, while the connection is set up.
    package func execute(_ sql: String) throws {
        try database.execute(sql: sql)
    }

    /// Runs one statement once for each of `rows`, whose values are bound to its `?` in order.
    package func execute(_ sql: String, rows: some Sequence<[SQLValue]>) throws {
        let statement = try database.makeStatement(sql: sql)
        for row in rows { try statement.execute(arguments: StatementArguments(row.map(\.databaseValue))) }
    }

    /// Returns all rows of a short result; `values` are bound to the statement's `?` in order.
    package func rows(_ sql: String, _ values: [SQLValue] = []) throws -> [[SQLValue]] {
        let statement = try database.cachedStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: StatementArguments(values.map(\.databaseValue))).map { row in
            row.databaseValues.map(SQLValue.init)
        }
    }

    /// Adds a function to the connection. It must return the same value for the same arguments.
    ///
    /// - Parameter body: Takes the arguments in their order, `parameters` of them. A `SQLFunctionFailure` or `StoreError`
    ///   ends the query with its message.
    package func add(
        function name: String, parameters: Int, body: @escaping @Sendable ([SQLValue]) throws -> SQLValue
    ) {
        database.add(
            function: DatabaseFunction(name, argumentCount: parameters, pure: true) { values in
                do {
                    return try body(values.map(SQLValue.init)).databaseValue
                } catch let failure as SQLFunctionFailure {
                    throw DatabaseError(resultCode: .SQLITE_ERROR, message: "\(name): \(failure.message)")
                } catch let error as StoreError {
                    throw DatabaseError(resultCode: .SQLITE_ERROR, message: "\(name): \(error)")
                }
            })
    }

    /// Opens another reader of the same atlas for functions, because the connection is busy with the query that calls
    /// them.
    package var openReader: @Sendable () throws(StoreError) -> AtlasReader {
        { [path] () throws(StoreError) in try AtlasReader(path: path) }
    }

    /// Compiles one statement.
    ///
    /// - Throws: `SQLFailure` for text that is not one valid statement; `StoreError` for a file that cannot be read.
    package func prepare(_ sql: String) throws -> SQLStatement {
        do {
            return SQLStatement(statement: try database.makeStatement(sql: sql), path: path)
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_MISUSE: throw SQLFailure(reason: .severalStatements, message: error.text)
            case .SQLITE_ERROR where error.text.hasPrefix("not authorized"):
                throw SQLFailure(reason: .forbidden, message: error.text)
            case .SQLITE_ERROR:
                throw SQLFailure(reason: .invalid(offset: database.errorOffset(in: sql)), message: error.text)
            default: throw error.ofQuery(path: path)
            }
        }
    }
}

/// A compiled statement.
package struct SQLStatement {
    let statement: Statement
    let path: String

    /// The names of the columns as SQLite gives them; a name can occur twice.
    package var columns: [String] { statement.columnNames }

    /// Whether the statement leaves the database unchanged.
    package var isReadOnly: Bool { statement.isReadonly }

    /// Runs the statement and calls `row` with the values of each row.
    ///
    /// - Parameter values: The values of the statement's parameters, by name.
    /// - Throws: The errors that `row` throws; `SQLFailure` for SQLite's errors; `StoreError` for a file that cannot be
    ///   read.
    package func run(_ values: [String: SQLValue], row: ([SQLValue]) throws -> Void) throws {
        do {
            try statement.setArguments(StatementArguments(values.mapValues(\.databaseValue)))
            let cursor = try Row.fetchCursor(statement)
            while let found = try cursor.next() { try row(found.databaseValues.map(SQLValue.init)) }
        } catch let error as DatabaseError {
            throw error.ofQuery(path: path)
        }
    }
}

extension DatabaseError {
    /// SQLite's message, or the name of its result code.
    var text: String { message ?? "\(resultCode)" }

    /// Returns what an error of a user's statement means: a fault of the file or of the statement.
    fileprivate func ofQuery(path: String) -> any Error {
        switch resultCode {
        case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_BUSY, .SQLITE_IOERR: StoreError(self, path: path)
        case .SQLITE_AUTH: SQLFailure(reason: .forbidden, message: text)
        default: SQLFailure(reason: .failed, message: text)
        }
    }
}
