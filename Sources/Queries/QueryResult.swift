package import Store

/// The rows of a query.
public struct QueryResult: Sendable, Equatable {
    /// As SQLite names them; a name may occur twice.
    public let columns: [String]
    /// Each as long as `columns`.
    package let rows: [[SQLValue]]

    /// A result of these rows.
    package init(columns: [String], rows: [[SQLValue]]) {
        self.columns = columns
        self.rows = rows
    }
}
