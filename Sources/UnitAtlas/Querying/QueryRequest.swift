package import Queries

/// A question asked of an atlas, with its parameters.
package struct QueryRequest: Sendable {
    /// The name of a saved query, a `.sql` file, or SQL itself.
    package var text: String
    /// The values of the query's parameters, by name.
    package var values: [String: String] = [:]
    /// A head that replaces the native one in tables, views and functions; nil for the native one.
    package var head: String?
    /// The folder of saved queries; nil for the default one.
    package var queries: SavedQueryFolder?
    /// The time that SQLite may take; nil for no limit.
    package var timeLimit: Duration?
    /// The picture to draw of the answer; nil for none.
    package var plot: QueryPlot?

    /// Creates a request with defaults for everything but the text.
    package init(_ text: String) { self.text = text }
}
