import Annotations
import Foundation
import Queries
import Store
import UnitAtlas
import Units

/// Runs queries for pages: read-only, with a time limit and a row limit.
final class QueryService: Sendable {
    /// The result of a query.
    struct Rows: Sendable {
        let columns: [String]
        let rows: [[SQLValue]]
        /// Whether there were more rows.
        let isCut: Bool
        let seconds: Double
    }

    static let rowLimit = 1000
    static let timeLimit = Duration.seconds(5)

    private let runner: QueryRunner
    let resolver: ClassResolver

    init(_ exploration: Exploration, timeLimit: Duration) throws {
        runner = try exploration.queryRunner(timeLimit: timeLimit)
        resolver = ClassResolver(exploration.classes)
    }

    private struct RowLimitReached: Error {}

    func run(_ query: SavedQuery, _ values: [String: String]) throws -> Rows {
        let start = Date()
        var (columns, rows, isCut): ([String], [[SQLValue]], Bool) = ([], [], false)
        do {
            try runner.run(query, arguments: values) {
                try resolver.resolve($0).id.value
            } columns: {
                columns = $0
            } row: {
                if rows.count == Self.rowLimit { throw RowLimitReached() }
                rows.append($0)
            }
        } catch is RowLimitReached {
            isCut = true
        }
        return Rows(columns: columns, rows: rows, isCut: isCut, seconds: Date().timeIntervalSince(start))
    }
}
