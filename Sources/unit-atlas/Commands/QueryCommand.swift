import ArgumentParser
import UnitAtlas

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask an atlas a question: a saved one, a .sql file, or SQL. Nothing is ever changed.",
        discussion: """
            Saved queries are the files of the folder Queries beside the program or above it, or of the folder that \
            UNIT_ATLAS_QUERIES names. Rows are printed as they are found; the columns of a table are as wide as its first \
            1000 rows need.
            """)

    @Argument(help: "The atlas.") var atlas: String?

    @Argument(help: "A saved query's name, a file.sql, or SQL.") var query: String?

    @Option(
        help: ArgumentHelp("A value for a parameter of the query; give it again for another.", valueName: "name=value"))
    var set: [String] = []

    @OptionGroup var head: HeadOption

    @Flag(help: "List the saved queries.") var list = false

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard list || query != nil else {
            throw ValidationError(
                "Say what to ask: unit-atlas query ATLAS NAME|FILE.sql|SQL, or unit-atlas query --list.")
        }
        _ = try values()
    }

    func run() throws {
        guard let atlas, let query, !list else {
            let answer = try AtlasQuery.list(try AtlasQuery.savedQueries())
            return try emit(answer.text(format, width: Terminal.width))
        }
        try noteUnfinished(atlas)
        do {
            try AtlasQuery.run(
                atlas: atlas, query, values: try values(), head: head.head, queries: nil, format: format,
                width: Terminal.width,
                write: { try emit($0) })
        } catch  where AtlasQuery.isAboutValues(error) {
            throw ValidationError("\(error)")
        }
    }

    private func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for text in set {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw ValidationError("--set takes name=value, and “\(text)” is not of that form.")
            }
            let name = String(text[..<equals])
            guard values.updateValue(String(text[text.index(after: equals)...]), forKey: name) == nil else {
                throw ValidationError("--set gives “\(name)” twice.")
            }
        }
        return values
    }
}
