import Annotations
import Foundation
import ImageCollections
public import Queries
package import Reporting
import Store
import Units

/// Questions asked of an atlas in SQL: saved ones by name, files, or text.
package enum AtlasQuery {
    /// Writes the answer to a question. Rows are written as SQLite finds them, and are not kept.
    ///
    /// - Parameters:
    ///   - width: The number of characters in a line of the aligned table; nil for no limit.
    ///   - write: Takes the text, piece by piece; what it throws ends the query.
    /// - Returns: Why a saved query has no rows; nil if it has some, or is no saved query.
    package static func run(
        _ atlas: Atlas, _ request: QueryRequest, format: ResultTable.Format, width: Int? = nil,
        write: @escaping (String) throws -> Void
    ) throws -> String? {
        let query = try find(request.text, request.queries)
        let classes = try atlas.classes(of: request.head)
        let runner = try atlas.queryRunner(head: request.head, timeLimit: request.timeLimit)
        var plot = request.plot
        // An answer that cannot be drawn is not printed either.
        var held = ""
        let take = plot == nil ? write : { held += $0 }
        var writer: ResultWriter?
        var isEmpty = true
        let resolve = { (name: String) throws -> Int in try ClassResolver(classes).resolve(name).id.value }
        try runner.run(query, arguments: request.values, resolveClass: resolve) {
            try plot?.begin($0)
            writer = ResultWriter(columns: $0, format: format, width: width, write: take)
        } row: {
            isEmpty = false
            let row = $0.map(cell)
            try plot?.add(row)
            try writer?.add(row)
        }
        try writer?.finish()
        let sql = query.sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        try plot?.write(question: question(query, request.values), sql: sql, source: atlas.path)
        if plot != nil { try write(held) }
        guard isEmpty, !query.question.isEmpty else { return nil }
        return try runner.emptyReason(of: query, arguments: request.values, resolveClass: resolve)
            ?? "nothing in the atlas meets the query's conditions"
    }

    private static func cell(_ value: SQLValue) -> ResultTable.Cell {
        switch value {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .text(let text): .text(text)
        case .blob(let bytes): .blob(bytes)
        }
    }

    /// The question of a saved query with the values of its parameters.
    private static func question(_ query: SavedQuery, _ values: [String: String]) -> String? {
        if query.question.isEmpty { return nil }
        let given = values.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
        return firstSentence(query.question) + (given.isEmpty ? "" : " (\(given))")
    }

    /// The functions that SQL may call besides SQLite's own.
    package static var functions: ResultTable {
        ResultTable(
            columns: ["function", "meaning"],
            rows: SQLFunction.all.map { [.text($0.signature), .text($0.meaning)] })
    }

    /// The saved queries with the first sentence of their questions, and their parameters.
    package static func list(_ queries: SavedQueryFolder) throws -> ResultTable {
        ResultTable(
            columns: ["name", "question", "parameters"],
            rows: try queries.list().map { query in
                let parameters = query.parameters.map { parameter in
                    "\(parameter.name): \(parameter.type.rawValue)" + (parameter.defaultValue.map { " = \($0)" } ?? "")
                }
                return [
                    .text(query.name), .text(firstSentence(query.question)), .text(parameters.joined(separator: ", ")),
                ]
            })
    }

    /// What comes before the explanations: `Which units are dead?`
    private static func firstSentence(_ text: String) -> String {
        for end in ["? ", ". "] {
            if let found = text.range(of: end) { return String(text[..<found.upperBound].dropLast()) }
        }
        return text
    }

    /// The folder of saved queries: what `UNIT_ATLAS_QUERIES` says, or `Queries` beside the program or above it.
    package static func savedQueries() throws -> SavedQueryFolder {
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return try SavedQueryFolder.find(environment: ProcessInfo.processInfo.environment, executablePath: program)
    }

    /// The same; where there is none, `missing` is called with the reason.
    package static func savedQueries(missing: (any Error) -> Void) -> SavedQueryFolder? {
        do {
            return try savedQueries()
        } catch {
            missing(error)
            return nil
        }
    }

    /// Whether an error says that `--set` was used wrongly.
    package static func isAboutValues(_ error: any Error) -> Bool {
        (error as? QueryError)?.isAboutArguments == true
    }

    private static func find(_ text: String, _ queries: SavedQueryFolder?) throws -> SavedQuery {
        if text.hasSuffix(".sql") {
            let name = URL(fileURLWithPath: text).deletingPathExtension().lastPathComponent
            return try SavedQuery(file: name, text: try TextFile.text(text))
        }
        if text.contains(where: { $0.isWhitespace || $0 == ";" || $0 == "(" }) { return SavedQuery(sql: text) }
        return try (queries ?? savedQueries()).query(named: text)
    }
}

extension Atlas {
    /// Answers a question in SQL; the file cannot be changed. `SELECT name, meaning FROM description` explains the tables.
    ///
    /// - Parameters:
    ///   - sql: One statement that reads.
    ///   - values: The values of its `:parameters`, as text.
    ///   - head: A head that takes the native one's place in tables, views and functions; nil is the native one.
    ///   - timeLimit: How long SQLite may take; nil: any time.
    /// - Returns: All rows.
    /// - Throws: `QueryError.refused` for a statement that does more than read, `QueryError.failed` for one that fails.
    public func query(
        _ sql: String, values: [String: String] = [:], head: String? = nil, timeLimit: Duration? = nil
    ) throws -> QueryResult {
        try queryRunner(head: head, timeLimit: timeLimit).run(SavedQuery(sql: sql), arguments: values) { name in
            try resolveClass(name, head: head).id.value
        }
    }

    /// What runs SQL on the atlas; it cannot change the file.
    ///
    /// - Parameters:
    ///   - head: A head that takes the native one's place in tables, views and functions; nil is the native one.
    ///   - timeLimit: How long SQLite may take for a query; nil: any time.
    package func queryRunner(head: String? = nil, timeLimit: Duration? = nil) throws -> QueryRunner {
        try QueryRunner(
            path: path, perspective: try head.flatMap { try self.head($0).perspective() }, timeLimit: timeLimit)
    }
}
