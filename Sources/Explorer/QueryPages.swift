import Foundation
import Queries
import Reporting
import Store
import Tensors
import UnitAtlas
import Units

extension Page {
    /// Returns the list of saved queries, with a form for other queries.
    func queryList() throws -> HTML {
        let items = try site.queries.map { try $0.list() } ?? []
        let rows = items.map { query -> HTML in
            let (title, rest) = Self.parts(query.question)
            return """
                <li class="item"><a href="\(links.href(.query(query.name)))"><b>\(title)</b></a><code>\(query.name)</code>\
                <p>\(rest)</p></li>
                """
        }
        let none: HTML = "<p class=\"none\">No saved queries were found; set UNIT_ATLAS_QUERIES to their folder.</p>"
        return html(
            "Queries", section: .queries,
            """
            <h1>Queries</h1>
            <p class="lead">SQL queries on the atlas (read-only).</p>
            \(links.isServed ? sqlForm("") : .none)
            <ol class="queries">\(rows)</ol>\(items.isEmpty ? none : .none)
            """)
    }

    /// Returns the page of a saved query: its question, a form for its parameters, and its result if all have values.
    ///
    /// - Parameter given: Values by parameter; missing parameters have their defaults.
    func savedQuery(_ query: SavedQuery, given: [String: String]) -> (page: HTML, status: Int) {
        let (title, rest) = Self.parts(query.question)
        var values = given.filter { name, value in
            query.parameters.contains { $0.name == name && !(value.isEmpty && $0.type != .text) }
        }
        if given.isEmpty { values = examples(query) }
        let missing = query.parameters.filter { values[$0.name] == nil && $0.defaultValue == nil }
        var (answer, status): (HTML, Int) = (.none, 200)
        if missing.isEmpty {
            (answer, status) = self.answer(query, values)
        } else {
            answer = "<p class=\"none\">Enter \(missing.map(\.name).joined(separator: ", ")).</p>"
        }
        let page = html(
            title, section: .queries,
            """
            <p class="crumb">\(link(.queries, "Queries"))</p>
            <h1>\(title)</h1>
            <p class="lead">\(rest)</p>
            \(form(query, values))
            \(answer)
            <details class="sql"><summary>The SQL</summary><pre>\(lines: query.sql)</pre></details>
            """)
        return (page, status)
    }

    /// Returns example values for parameters without a default: the first class, unit or image.
    private func examples(_ query: SavedQuery) -> [String: String] {
        var examples: [String: String] = [:]
        for parameter in query.parameters where parameter.defaultValue == nil {
            switch parameter.type {
            case .class: examples[parameter.name] = examples.values.contains("0") ? "1" : "0"
            case .unit: examples[parameter.name] = "0"
            case .image: examples[parameter.name] = exploration.images.first?.record.path
            case .integer, .count, .real, .text, .value: break
            }
        }
        return examples
    }

    /// Returns a page with a form for SQL and its result.
    func sqlPage(_ sql: String) -> (page: HTML, status: Int) {
        var (answer, status): (HTML, Int) = (.none, 200)
        if !sql.allSatisfy(\.isWhitespace) { (answer, status) = self.answer(SavedQuery(sql: sql), [:]) }
        let page = html(
            "SQL", section: .queries,
            "<p class=\"crumb\">\(link(.queries, "Queries"))</p><h1>SQL</h1>\(sqlForm(sql))\(answer)")
        return (page, status)
    }

    private func sqlForm(_ sql: String) -> HTML {
        let empty = "SELECT class_name, unit, weight FROM class_unit WHERE rank = 1 ORDER BY weight DESC LIMIT 10"
        return """
            <form class="sql" action="\(links.href(.sql))" method="get">
            <label for="sql">SQL</label>
            <textarea id="sql" name="sql" rows="5" spellcheck="false" maxlength="8000">\(lines: sql.isEmpty ? empty : sql)\
            </textarea><button>Run</button></form>
            """
    }

    private func form(_ query: SavedQuery, _ values: [String: String]) -> HTML {
        guard !query.parameters.isEmpty else { return .none }
        let fields = query.parameters.map { parameter -> HTML in
            let value = values[parameter.name] ?? parameter.defaultValue ?? ""
            guard links.isServed else { return "<div><dt>\(parameter.name)</dt><dd>\(value)</dd></div>" }
            let isNumber = [.count, .integer, .unit].contains(parameter.type)
            return """
                <label><span>\(parameter.name) <small>\(parameter.type.rawValue)</small></span>\
                <input name="\(parameter.name)" value="\(value)" type="text"\(isNumber ? " inputmode=\"numeric\"" : .none) \
                maxlength="500" autocomplete="off"><small>\(parameter.description)</small></label>
                """
        }
        guard links.isServed else { return "<dl class=\"facts\">\(fields)</dl>" }
        return """
            <form class="parameters" action="\(links.href(.query(query.name)))" method="get">\(fields)\
            <button>Run</button></form>
            """
    }

    // MARK: Answers

    private func answer(_ query: SavedQuery, _ values: [String: String]) -> (HTML, Int) {
        do {
            let answer = try site.queryService.run(query, values)
            return (table(answer), 200)
        } catch QueryError.timeLimit(_, let seconds) {
            let limit = NumberFormat.short(seconds) + (seconds == 1 ? " second" : " seconds")
            let words = "The query was stopped after \(limit). Simplify it."
            return ("<div class=\"failure\" role=\"alert\"><pre>\(words)</pre></div>", 400)
        } catch {
            return ("<div class=\"failure\" role=\"alert\"><pre>\(lines: "\(error)")</pre></div>", 400)
        }
    }

    private func table(_ answer: QueryService.Rows) -> HTML {
        let numeric = answer.columns.indices.map { column in
            answer.rows.contains { $0[column] != .null } && answer.rows.allSatisfy { Self.isNumber($0[column]) }
        }
        let head = zip(answer.columns, numeric).map { name, isNumber -> HTML in
            "<th scope=\"col\"\(isNumber ? " class=\"number\"" : .none)>\(name)</th>"
        }
        let rows = answer.rows.map { row -> HTML in
            let cells = row.indices.map { column -> HTML in
                "<td\(numeric[column] ? " class=\"number\"" : .none)>\(cell(row[column], answer.columns[column]))</td>"
            }
            return "<tr class=\"item\">\(cells)</tr>"
        }
        let cut: HTML = answer.isCut ? " More rows exist; use LIMIT and OFFSET." : .none
        let time = links.isServed ? " in \(NumberFormat.grouped(Int(rounding: answer.seconds * 1000))) ms" : ""
        return """
            <p class="none">\(NumberFormat.count(answer.rows.count, "row"))\(time).\(cut)</p>
            <div class="scroll"><table class="answer"><thead><tr>\(head)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private static func isNumber(_ value: SQLValue) -> Bool {
        switch value {
        case .null, .integer, .real: true
        case .text, .blob: false
        }
    }

    /// Returns a value, with a link if its column holds classes, units or images.
    private func cell(_ value: SQLValue, _ column: String) -> HTML {
        switch value {
        case .null: return "<span class=\"null\">null</span>"
        case .blob(let bytes): return "<span class=\"null\">\(NumberFormat.count(bytes.count, "byte"))</span>"
        case .real(let number): return "\(NumberFormat.cell(number))"
        case .integer(let number):
            guard let target = target(column, number) else { return "\(String(number))" }
            return link(target, String(number))
        case .text(let text):
            if column == "path" || column == "image", let entry = exploration.image(path: text) {
                return link(.image(entry.id), text)
            }
            return "\(text)"
        }
    }

    private func target(_ column: String, _ number: Int64) -> Destination? {
        guard number >= 0, let value = Int(exactly: number) else { return nil }
        func among(_ names: [String]) -> Bool {
            names.contains { column == $0 || column.hasPrefix($0 + "_") && column.count == $0.count + 2 }
        }
        if among(["class", "label", "predicted", "commonest"]), exploration.classes.indices.contains(value) {
            return .classPage(ClassID(value))
        }
        if among(["unit"]), exploration.units.indices.contains(value) { return .unit(UnitID(value)) }
        if column == "image", exploration.image(ImageID(number)) != nil { return .image(ImageID(number)) }
        return nil
    }

    /// Splits the text of a query into the question and its explanation.
    private static func parts(_ question: String) -> (String, String) {
        guard let end = question.range(of: "? ") else { return (question, "") }
        return (String(question[..<end.lowerBound]) + "?", String(question[end.upperBound...]))
    }
}
