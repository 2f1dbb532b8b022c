/// One value that SQLite gave.
public enum QueryValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

/// The rows of a query.
public struct QueryResult: Sendable, Equatable {
    /// As SQLite names them; a name may occur twice.
    public let columns: [String]
    /// Each as long as `columns`.
    public let rows: [[QueryValue]]

    public init(columns: [String], rows: [[QueryValue]]) {
        self.columns = columns
        self.rows = rows
    }
}
