import ArgumentParser
import Reporting
import UnitAtlas

struct QueryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Run a saved query, a .sql file, or SQL on an atlas (read-only).",
        discussion: """
            Saved queries are the .sql files in the folder Queries next to the program or above it, or in the folder named \
            by UNIT_ATLAS_QUERIES. --functions lists the functions that are added to those of SQLite. Rows are printed as \
            they are found. The column widths of a table come from the first 1,000 rows, and a terminal wraps long texts.
            """)

    @Argument(help: Help.atlas) var atlas: String?

    @Argument(help: "Name of a saved query, a .sql file, or SQL.") var query: String?

    @Option(
        help: ArgumentHelp("Value of a query parameter; repeat for several.", valueName: "name=value"))
    var set: [String] = []

    @OptionGroup var head: HeadOption

    @Flag(help: "List the saved queries.") var list = false

    @Flag(help: "List the SQL functions that decode blobs and sum over units.") var functions =
        false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Also plot the result: bar (a name and a number per row) or histogram (a number per row).",
            valueName: "kind> <file.png"))
    var plot: [String] = []

    @Option(help: "Time limit in seconds; 0 for none.") var timeLimit = 60.0

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        guard list || functions || query != nil else {
            throw ValidationError(
                "Missing query. Use: unit-atlas query ATLAS NAME|FILE.sql|SQL, or unit-atlas query --list.")
        }
        guard timeLimit >= 0, timeLimit <= 1e9 else {
            throw ValidationError("--time-limit must be 0 or a positive number of seconds.")
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
        let opened = try open(atlas: atlas)
        do {
            let request = try request(query)
            let reason = try AtlasQuery.run(opened, request, format: format, width: Terminal.width) { try emit($0) }
            if let reason { note("no rows: \(reason)") }
            if let path = request.plot?.path { note(path) }
        } catch  where AtlasQuery.isAboutValues(error) {
            throw ValidationError("\(AdvisedError.advised(error))")
        }
    }

    private func request(_ query: String) throws -> QueryRequest {
        var request = QueryRequest(query)
        (request.values, request.head, request.plot) = (try values(), head.head, try picture())
        request.timeLimit = timeLimit > 0 ? .seconds(timeLimit) : nil
        return request
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
                "--plot needs bar or histogram and a .png file: query ATLAS QUERY --plot bar FILE.png.")
        }
        return QueryPlot(kind: kind, path: try PicturePath.checked(plot[1]))
    }

    private func values() throws -> [String: String] {
        var values: [String: String] = [:]
        for text in set {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw ValidationError("--set needs name=value; got “\(text)”.")
            }
            let name = String(text[..<equals])
            guard values.updateValue(String(text[text.index(after: equals)...]), forKey: name) == nil else {
                throw ValidationError("--set sets “\(name)” twice.")
            }
        }
        return values
    }
}
