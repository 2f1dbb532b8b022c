/// A question in SQL, with its explanation.
///
///     -- Which units argue most strongly for a class?
///     -- :class  class    resolved like CLASS on the command line
///     -- :limit  count    how many units (default 10)
///     SELECT unit, weight FROM class_unit WHERE class = :class ORDER BY rank LIMIT :limit
///
/// The comment at the beginning is the question; lines `-- :name type description` declare the parameters, and lines
/// `-- empty: CONDITION -> REASON` say why there may be no rows.
package struct SavedQuery: Sendable, Equatable {
    /// How an argument is read.
    package enum ParameterType: String, Sendable, Equatable, CaseIterable {
        /// Index, wnid or name of a class of the native head.
        case `class`
        /// The number of a unit of the atlas.
        case unit
        /// The path of an image, or the end of its path if no other image has that end.
        case image
        case integer
        /// An integer, 0 or greater.
        case count
        case real
        case text
        /// For SQL typed by hand, which declares nothing: a number if it reads as one, otherwise text.
        case value
    }

    package struct Parameter: Sendable, Equatable {
        package let name: String
        package let type: ParameterType
        package let description: String
        /// As written in `(default X)`; nil if a value must be given.
        package let defaultValue: String?
    }

    package let name: String
    /// The comment's first lines, joined; empty for SQL typed by hand.
    package let question: String
    package let parameters: [Parameter]
    /// In the order in which they are tried.
    package let emptyReasons: [EmptyReason]
    /// The whole text, comments included.
    package let sql: String

    /// Reads the text of a query file.
    ///
    /// - Throws: `QueryError` if the question is missing, a declaration cannot be read, or the declared parameters are not
    ///   those that the SQL uses.
    package init(name: String, text: String) throws(QueryError) {
        var question: [String] = []
        var parameters: [Parameter] = []
        var reasons: [EmptyReason] = []
        var line = 0
        for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
            line += 1
            let comment = Self.trimmed(row)
            if comment.isEmpty { continue }
            guard comment.hasPrefix("--") else { break }
            let words = Self.trimmed(comment.dropFirst(2))
            if words.hasPrefix(":") {
                let parameter = try Self.parameter(words.dropFirst(), name, line)
                if parameters.contains(where: { $0.name == parameter.name }) {
                    throw .repeatedDeclaration(query: name, line: line, parameter: parameter.name)
                }
                parameters.append(parameter)
            } else if EmptyReason.isDeclared(words) {
                guard let reason = EmptyReason(words) else { throw .malformedDeclaration(query: name, line: line) }
                reasons.append(reason)
            } else if parameters.isEmpty, reasons.isEmpty, !words.isEmpty {
                question.append(String(words))
            }
        }
        if question.isEmpty { throw .missingQuestion(query: name) }
        let scanner = SQLScanner(text)
        for used in scanner.parameters where !parameters.contains(where: { $0.name == used }) {
            throw .undeclaredParameter(query: name, parameter: used)
        }
        for parameter in parameters where !scanner.parameters.contains(parameter.name) {
            throw .unusedParameter(query: name, parameter: parameter.name)
        }
        self.init(
            name: name, question: question.joined(separator: " "), parameters: parameters, emptyReasons: reasons,
            sql: text)
    }

    /// Other SQL with the parameters of this query that it uses.
    func asking(_ sql: String) -> SavedQuery {
        let used = SQLScanner(sql).parameters
        return SavedQuery(
            name: name, question: question, parameters: parameters.filter { used.contains($0.name) }, sql: sql)
    }

    /// A query of SQL typed by hand; its parameters take any value and have no default.
    package init(sql: String) {
        let parameters = SQLScanner(sql).parameters.map {
            Parameter(name: $0, type: .value, description: "", defaultValue: nil)
        }
        self.init(name: "SQL", question: "", parameters: parameters, sql: sql)
    }

    /// Reads a file that a user wrote: as a saved query if its comments declare parameters, otherwise as SQL typed by hand.
    ///
    /// - Throws: `QueryError`, as `init(name:text:)` does.
    package init(file name: String, text: String) throws(QueryError) {
        if Self.declares(text) {
            try self.init(name: name, text: text)
        } else {
            let typed = SavedQuery(sql: text)
            self.init(name: name, question: typed.question, parameters: typed.parameters, sql: text)
        }
    }

    /// Whether one of the comments at the beginning declares a parameter.
    private static func declares(_ text: String) -> Bool {
        for row in text.split(separator: "\n") {
            let comment = trimmed(row)
            if comment.isEmpty { continue }
            guard comment.hasPrefix("--") else { return false }
            if trimmed(comment.dropFirst(2)).hasPrefix(":") { return true }
        }
        return false
    }

    private init(
        name: String, question: String, parameters: [Parameter], emptyReasons: [EmptyReason] = [], sql: String
    ) {
        self.name = name
        self.question = question
        self.parameters = parameters
        self.emptyReasons = emptyReasons
        self.sql = sql
    }

    /// `limit  count  how many units (default 10)`
    private static func parameter(_ text: Substring, _ query: String, _ line: Int) throws(QueryError) -> Parameter {
        let words = text.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "\t" })
        let types = ParameterType.allCases.filter { $0 != .value }
        guard words.count >= 2, let type = types.first(where: { $0.rawValue == words[1] }) else {
            throw .malformedDeclaration(query: query, line: line)
        }
        var description = words.count > 2 ? trimmed(words[2]) : ""
        var defaultValue: String?
        if description.hasSuffix(")"), let start = description.ranges(of: "(default ").last {
            defaultValue = String(trimmed(description[start.upperBound...].dropLast()))
            description = trimmed(description[..<start.lowerBound])
        }
        return Parameter(
            name: String(words[0]), type: type, description: String(description), defaultValue: defaultValue)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
