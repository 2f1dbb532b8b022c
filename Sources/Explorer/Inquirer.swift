import Annotations
import Foundation
import Store
import UnitAtlas
import Units

/// Answers queries for pages: read-only, within a time, and no more rows than a page should have.
final class Inquirer: Sendable {
    struct Answer: Sendable {
        let columns: [String]
        let rows: [[QueryValue]]
        /// Whether there were more rows.
        let isCut: Bool
        let seconds: Double
    }

    static let rowLimit = 1000
    static let timeLimit = Duration.seconds(5)

    private let runner: QueryRunner
    private let resolver: ClassResolver

    init(_ exploration: Exploration) throws {
        runner = try exploration.queryRunner(timeLimit: Self.timeLimit)
        resolver = ClassResolver(exploration.classes)
    }

    private enum End: Error {
        case enoughRows
    }

    func answer(_ query: SavedQuery, _ values: [String: String]) throws -> Answer {
        let start = Date()
        var (columns, rows, isCut): ([String], [[QueryValue]], Bool) = ([], [], false)
        do {
            try runner.run(query, arguments: values) {
                try resolver.resolve($0).id.value
            } columns: {
                columns = $0
            } row: {
                if rows.count == Self.rowLimit { throw End.enoughRows }
                rows.append($0)
            }
        } catch End.enoughRows {
            isCut = true
        }
        return Answer(columns: columns, rows: rows, isCut: isCut, seconds: Date().timeIntervalSince(start))
    }
}
