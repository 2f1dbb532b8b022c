internal import Foundation
internal import GRDB
internal import Units

/// Answers questions in SQL from an atlas, and changes nothing.
///
/// Three guards: the file is opened read-only, `PRAGMA query_only` is set, and only a single statement runs that begins
/// with SELECT, WITH, VALUES or EXPLAIN and that SQLite itself holds for read-only.
public final class QueryRunner: Sendable {
    private let path: String
    private let queue: DatabaseQueue
    private let timeLimit: Duration?

    /// Bytes of a text or blob; far more than any that an atlas holds.
    private static let longestValue: Int32 = 1 << 26

    /// - Parameters:
    ///   - perspective: A head that queries are to take for the native one.
    ///   - timeLimit: How long SQLite may take for a query, without what the reader of its rows takes; nil: any time.
    /// - Throws: as `AtlasReader`.
    public init(
        path: String, perspective: HeadPerspective? = nil, timeLimit: Duration? = nil
    ) throws(StoreError) {
        self.path = path
        self.timeLimit = timeLimit
        queue = try AtlasFile.openReading(path)
        try storing(path) {
            try queue.inDatabase { database in
                SQLFunction.add(to: database, path: path, head: perspective?.head ?? .native)
                try perspective?.lay(over: database)
                database.limitValues(to: Self.longestValue)
            }
        }
    }

    /// Runs a query and hands its rows on one after another.
    /// - Parameters:
    ///   - arguments: Values by the names of parameters, as typed.
    ///   - resolveClass: Turns what stands for a class into its index; what it throws passes through.
    ///   - columns: Called once, before any row, with the columns' names.
    ///   - row: Called with the values of each row; what it throws ends the query and passes through.
    /// - Throws: `StoreError.arguments` for an unknown, missing or mistyped argument, `refusedSQL` for what does not only
    ///   read, `sql` for what SQLite refuses, both with the place in the text where it is known; `timeLimit`.
    public func run(
        _ query: SavedQuery, arguments: [String: String] = [:], resolveClass: (String) throws -> Int,
        columns: ([String]) throws -> Void, row: ([QueryValue]) throws -> Void
    ) throws {
        let clock = timeLimit.map { limit in QueryClock(limit: limit) { [queue] in queue.interrupt() } }
        defer { clock?.stop() }
        do {
            // Before the database is taken, so that the caller may read it to find a class.
            let binding = QueryArguments(query: query)
            let classes = try binding.classes(arguments, resolveClass: resolveClass)
            try queue.read { database in
                let statement = try self.statement(query, database)
                let values = try binding.bind(arguments, classes: classes, database)
                try statement.setArguments(StatementArguments(values))
                try columns(statement.columnNames)
                clock?.resume()
                let cursor = try Row.fetchCursor(statement)
                while let found = try cursor.next() {
                    clock?.pause()
                    try row(found.databaseValues.map(Self.value))
                    clock?.resume()
                }
            }
        } catch let error as DatabaseError {
            if let timeLimit, clock?.hasExpired == true {
                throw StoreError.timeLimit(query: query.name, seconds: timeLimit / .seconds(1))
            }
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
        let refuse = { (message: String, offset: Int?) in
            StoreError.refusedSQL(
                query: query.name, message: message, place: offset.flatMap { SQLPlace(query.sql, offset: $0) })
        }
        guard ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(scanner.firstWord) else {
            throw refuse(
                scanner.firstWord.isEmpty
                    ? "it holds no statement"
                    : "it begins with \(scanner.firstWord), and only SELECT, WITH, VALUES and EXPLAIN may",
                scanner.firstWord.isEmpty ? nil : scanner.firstWordOffset)
        }
        if let offset = scanner.positionalParameter { throw refuse("parameters are written :name, not ?", offset) }
        let statement: Statement
        do {
            statement = try database.makeStatement(sql: query.sql)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_MISUSE {
            throw refuse("it holds more than one statement", scanner.secondStatement)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
            let message = error.message ?? "\(error.resultCode)"
            // SQLite does not give the place of a table.
            let offset = database.errorOffset(in: query.sql) ?? scanner.offset(ofNameIn: message)
            throw StoreError.sql(
                query: query.name, message: message, place: offset.flatMap { SQLPlace(query.sql, offset: $0) })
        }
        guard statement.isReadonly, statement.columnCount > 0 else {
            throw refuse("it would change the atlas", nil)
        }
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
