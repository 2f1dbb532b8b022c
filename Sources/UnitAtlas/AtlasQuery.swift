import Units
import Foundation
public import Store

/// Questions asked of an atlas in SQL: saved ones by name, files, or text.
public enum AtlasQuery {
    /// The answer to `text`: the name of a saved query, a `.sql` file, or SQL itself.
    ///
    /// - Parameters:
    ///   - values: What `--set` gave, by parameter.
    ///   - headName: A head of the atlas that stands in the native one's place; nil is the native one.
    public static func run(
        atlas: String, _ text: String, values: [String: String], head headName: String? = nil,
        queries: SavedQueryFolder?
    ) throws -> ResultTable {
        let query = try find(text, queries)
        let reader = try AtlasReader(path: atlas)
        defer { reader.close() }
        let head = try headName.map { try AtlasHead(reader, named: $0) }
        let classes = try head?.classes ?? reader.classes()
        let runner = try QueryRunner(path: atlas, perspective: try head.flatMap { try $0.perspective() })
        let result = try runner.run(query, arguments: values) { name in
            try ClassResolver(classes).resolve(name).id.value
        }
        return ResultTable(
            columns: result.columns,
            rows: result.rows.map { row in
                row.map { value in
                    switch value {
                    case .null: .null
                    case .integer(let number): .integer(number)
                    case .real(let number): .real(number)
                    case .text(let text): .text(text)
                    case .blob(let bytes): .blob(bytes)
                    }
                }
            })
    }

    /// The saved queries with the first sentence of their questions, and their parameters.
    public static func list(_ queries: SavedQueryFolder) throws -> ResultTable {
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
    public static func savedQueries() throws -> SavedQueryFolder {
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return try SavedQueryFolder.find(environment: ProcessInfo.processInfo.environment, executablePath: program)
    }

    private static func find(_ text: String, _ queries: SavedQueryFolder?) throws -> SavedQuery {
        if text.hasSuffix(".sql") {
            let name = URL(fileURLWithPath: text).deletingPathExtension().lastPathComponent
            return try SavedQuery(name: name, text: try TextFile.text(text))
        }
        if text.contains(where: { $0.isWhitespace || $0 == ";" || $0 == "(" }) { return SavedQuery(sql: text) }
        return try (queries ?? savedQueries()).query(named: text)
    }
}
