import ArgumentParser
import Reporting
import UnitAtlas

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Ask an atlas a question: a saved one, a .sql file, or SQL. Nothing is ever changed.",
        discussion: """
            Saved queries are the files of the folder Queries beside the program or above it, or of the folder that \
            UNIT_ATLAS_QUERIES names; --functions lists what SQL may call besides SQLite's own functions. Rows are printed \
            as they are found; the columns of a table are as wide as its first 1000 rows need, and on a terminal long \
            texts are broken to fit its lines.
            """)

    @Argument(help: "The atlas.") var atlas: String?

    @Argument(help: "A saved query's name, a file.sql, or SQL.") var query: String?

    @Option(
        help: ArgumentHelp("A value for a parameter of the query; give it again for another.", valueName: "name=value"))
    var set: [String] = []

    @OptionGroup var head: HeadOption

    @Flag(help: "List the saved queries.") var list = false

    @Flag(help: "List the functions that SQL may call to look into blobs and to reckon over units.") var functions =
        false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Draw the answer too: bar, of a name and a number a row, or histogram, of a number a row.",
            valueName: "kind> <file.png"))
    var plot: [String] = []

    @Option(help: "Seconds that SQLite may take, 0 for any time.") var timeLimit = 60.0

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard list || functions || query != nil else {
            throw ValidationError(
                "Say what to ask: unit-atlas query ATLAS NAME|FILE.sql|SQL, or unit-atlas query --list.")
        }
        guard timeLimit >= 0, timeLimit <= 1e9 else {
            throw ValidationError("--time-limit is a number of seconds, 0 or more.")
        }
        _ = try values()
        _ = try picture()
    }

    func run() throws {
        if functions { return try emit(AtlasQuery.functions.text(format, width: Terminal.width)) }
        guard let atlas, let query, !list else {
            let answer = try AtlasQuery.list(try AtlasQuery.savedQueries())
            return try emit(answer.text(format, width: Terminal.width))
        }
        try noteUnfinished(atlas)
        do {
            try AtlasQuery.run(
                atlas: atlas, query, values: try values(), head: head.head, queries: nil, format: format,
                width: Terminal.width, timeLimit: timeLimit > 0 ? .seconds(timeLimit) : nil, plot: try picture(),
                write: { try emit($0) })
            if let path = try picture()?.path { note(path) }
        } catch  where AtlasQuery.isAboutValues(error) {
            throw ValidationError("\(error)")
        }
    }

    /// SQL may begin with a comment, `-- so`, which the parser would take for an option: a blank before it tells the two
    /// apart.
    static func withCommentsAsSQL(_ arguments: [String]) -> [String] {
        guard arguments.first == configuration.commandName else { return arguments }
        return arguments.map { argument in
            let isComment = argument.hasPrefix("--") && argument.prefix { $0 != "=" }.contains(where: \.isWhitespace)
            return isComment ? " " + argument : argument
        }
    }

    /// What `--plot` asks for.
    private func picture() throws -> QueryPlot? {
        if plot.isEmpty { return nil }
        guard plot.count == 2, let kind = QueryPlot.Kind(rawValue: plot[0]) else {
            throw ValidationError(
                "--plot takes bar or histogram and a file.png, after the query: query ATLAS QUERY --plot bar FILE.png.")
        }
        return QueryPlot(kind: kind, path: try PicturePath.checked(plot[1]))
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
