internal import Foundation
internal import GRDB

/// Answers questions in SQL from an atlas, and changes nothing.
///
/// Three guards: the file is opened read-only, `PRAGMA query_only` is set, and only a single statement runs that begins
/// with SELECT, WITH, VALUES or EXPLAIN and that SQLite itself holds for read-only.
public final class QueryRunner: Sendable {
    private let path: String
    private let queue: DatabaseQueue

    /// - Parameter perspective: A head that queries are to take for the native one.
    /// - Throws: as `AtlasReader`.
    public init(path: String, perspective: HeadPerspective? = nil) throws(StoreError) {
        self.path = path
        queue = try AtlasFile.openReading(path)
        guard let perspective else { return }
        try storing(path) { try queue.inDatabase { try perspective.lay(over: $0) } }
    }

    /// Runs a query and hands its rows on one after another.
    /// - Parameters:
    ///   - arguments: Values by the names of parameters, as typed.
    ///   - resolveClass: Turns what stands for a class into its index; what it throws passes through.
    ///   - columns: Called once, before any row, with the columns' names.
    ///   - row: Called with the values of each row; what it throws ends the query and passes through.
    /// - Throws: `StoreError.arguments` for an unknown, missing or mistyped argument, `refusedSQL` for what does not only
    ///   read, `sql` for what SQLite refuses.
    public func run(
        _ query: SavedQuery, arguments: [String: String] = [:], resolveClass: (String) throws -> Int,
        columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
    ) throws {
        do {
            // Before the database is taken, so that the caller may read it to find a class.
            let binding = QueryArguments(query: query)
            let classes = try binding.classes(arguments, resolveClass: resolveClass)
            try queue.read { database in
                let statement = try self.statement(query, database)
                let values = try binding.bind(arguments, classes: classes, database)
                try statement.setArguments(StatementArguments(values))
                try columns(statement.columnNames)
                let cursor = try Row.fetchCursor(statement)
                while let found = try cursor.next() { try row(found.databaseValues.map(Self.value)) }
            }
        } catch let error as DatabaseError {
            switch error.resultCode {
            case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_BUSY, .SQLITE_IOERR: throw StoreError(error, path: path)
            default: throw StoreError.sql(query: query.name, message: error.message ?? "\(error.resultCode)")
            }
        }
    }

    /// The whole answer to a query, for answers that are known to be short.
    public func run(
        _ query: SavedQuery, arguments: [String: String] = [:], resolveClass: (String) throws -> Int
    ) throws -> QueryResult {
        var names: [String] = []
        var rows: [[QueryValue]] = []
        try run(query, arguments: arguments, resolveClass: resolveClass) {
            names = $0
        } row: {
            rows.append($0)
        }
        return QueryResult(columns: names, rows: rows)
    }

    private func statement(_ query: SavedQuery, _ database: Database) throws -> Statement {
        let scanner = SQLScanner(query.sql)
        let refuse = { (message: String) in StoreError.refusedSQL(query: query.name, message: message) }
        guard ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(scanner.firstWord) else {
            throw refuse(
                scanner.firstWord.isEmpty
                    ? "it holds no statement"
                    : "it begins with \(scanner.firstWord), and only SELECT, WITH, VALUES and EXPLAIN may")
        }
        if scanner.hasPositionalParameter { throw refuse("parameters are written :name, not ?") }
        let statement: Statement
        do {
            statement = try database.makeStatement(sql: query.sql)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
            throw refuse("it holds more than one statement")
        }
        guard statement.isReadonly, statement.columnCount > 0 else { throw refuse("it would change the atlas") }
        return statement
    }

    private static func value(_ value: DatabaseValue) -> QueryValue {
        switch value.storage {
        case .null: .null
        case .int64(let value): .integer(value)
        case .double(let value): .real(value)
        case .string(let value): .text(value)
        case .blob(let bytes): .blob([UInt8](bytes))
        }
    }
}
