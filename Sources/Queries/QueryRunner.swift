package import Store
internal import Units

/// Runs SQL queries on an atlas without changing it.
///
/// Safeguards: the file is opened read-only; `PRAGMA query_only` is set; anything that reaches outside the database
/// (extensions, tokenizers, attached files, most pragmas and virtual tables) is forbidden; and a query must be a single
/// statement that begins with SELECT, WITH, VALUES or EXPLAIN and that SQLite itself reports as read-only.
package final class QueryRunner: Sendable {
    private let connection: SQLConnection
    private let timeLimit: Duration?

    /// Maximum length of a text or blob in bytes; far more than any value in an atlas.
    private static let longestValue = 1 << 26

    /// Opens the atlas at `path`.
    ///
    /// - Parameters:
    ///   - perspective: A head that takes the position of the native one in queries.
    ///   - timeLimit: How long SQLite may take for one query, not counting the caller's closures; nil for no limit.
    /// - Throws: `StoreError`, as `AtlasReader` does.
    package init(
        path: String, perspective: HeadPerspective? = nil, timeLimit: Duration? = nil
    ) throws(StoreError) {
        self.timeLimit = timeLimit
        connection = try SQLConnection(path: path, longestValue: Self.longestValue) { session in
            SQLFunction.add(to: session, path: path, head: perspective?.head ?? .native)
            try perspective?.lay(over: session)
        }
    }

    /// Runs a query and passes its rows to `row` one after another.
    ///
    /// - Parameters:
    ///   - arguments: Values by the names of parameters, as typed.
    ///   - resolveClass: Turns the text of a class into its index; what it throws passes through.
    ///   - columns: Called once, before any row, with the columns' names.
    ///   - row: Called with the values of each row; what it throws ends the query and passes through.
    /// - Throws: `QueryError` for wrong arguments, for SQL that is refused or fails, and at the time limit; `StoreError`
    ///   for a file that cannot be read.
    package func run(
        _ query: SavedQuery, arguments: [String: String] = [:], resolveClass: (String) throws -> Int,
        columns: ([String]) throws -> Void, row: ([SQLValue]) throws -> Void
    ) throws {
        let clock = timeLimit.map { limit in QueryClock(limit: limit) { [connection] in connection.interrupt() } }
        defer { clock?.stop() }
        do {
            // Before the connection is taken, so that the caller may read the atlas to find a class.
            let binding = QueryArguments(query: query)
            let classes = try binding.classes(arguments, resolveClass: resolveClass)
            try connection.read { session in
                let statement = try self.statement(query, session)
                let values = try binding.bind(arguments, classes: classes, session)
                try columns(statement.columns)
                clock?.resume()
                try statement.run(values) { values in
                    clock?.pause()
                    try row(values)
                    clock?.resume()
                }
            }
        } catch let failure as SQLFailure {
            if let timeLimit, clock?.hasExpired == true {
                throw QueryError.timeLimit(query: query.name, seconds: timeLimit / .seconds(1))
            }
            if failure.reason == .forbidden {
                throw QueryError.refused(query: query.name, .forbidden(failure.message))
            }
            throw QueryError.failed(query: query.name, message: failure.message)
        }
    }

    /// Runs a query and returns all of its rows, for answers that are known to be short.
    package func run(
        _ query: SavedQuery, arguments: [String: String] = [:], resolveClass: (String) throws -> Int
    ) throws -> QueryResult {
        var names: [String] = []
        var rows: [[SQLValue]] = []
        try run(query, arguments: arguments, resolveClass: resolveClass) {
            names = $0
        } row: {
            rows.append($0)
        }
        return QueryResult(columns: names, rows: rows)
    }

    private func statement(_ query: SavedQuery, _ session: SQLSession) throws -> SQLStatement {
        let scanner = SQLScanner(query.sql)
        func position(_ offset: Int?) -> SQLPosition? { offset.flatMap { SQLPosition(query.sql, offset: $0) } }
        func refused(_ refusal: QueryError.Refusal, _ offset: Int? = nil) -> QueryError {
            .refused(query: query.name, refusal, position: position(offset))
        }
        let word = scanner.firstWord
        guard !word.isEmpty else { throw refused(.empty) }
        guard ["SELECT", "WITH", "VALUES", "EXPLAIN"].contains(word) else {
            throw refused(.firstWord(word), scanner.firstWordOffset)
        }
        if let offset = scanner.positionalParameter { throw refused(.positionalParameter, offset) }
        let statement: SQLStatement
        do {
            statement = try session.prepare(query.sql)
        } catch let failure as SQLFailure {
            switch failure.reason {
            case .severalStatements: throw refused(.severalStatements, scanner.secondStatement)
            case .invalid(let offset):
                // SQLite does not say where the name of a table stands.
                throw QueryError.failed(
                    query: query.name, message: failure.message,
                    position: position(offset ?? scanner.offset(ofNameIn: failure.message)))
            case .forbidden, .failed: throw failure
            }
        }
        guard statement.isReadOnly, !statement.columns.isEmpty else { throw refused(.writes) }
        return statement
    }
}
