/// One question in SQL, with the words that explain it.
///
///     -- Which units argue most strongly for a class?
///     -- :class  class    resolved like CLASS on the command line
///     -- :limit  count    how many units (default 10)
///     SELECT unit, weight FROM class_unit WHERE class = :class ORDER BY rank LIMIT :limit
///
/// The comment at its beginning is the question; lines `-- :name type description` declare what it takes.
public struct SavedQuery: Sendable, Equatable {
    /// How an argument is read.
    public enum ParameterType: String, Sendable, Equatable, CaseIterable {
        /// Index, wnid or name of a class of the native head.
        case `class`
        /// The number of a unit of the atlas.
        case unit
        /// The path of an image, or its end where only one image has it.
        case image
        case integer
        /// A whole number that is not negative.
        case count
        case real
        case text
        /// In SQL typed by hand, where nothing is declared: a number where it reads as one, else text.
        case value
    }

    public struct Parameter: Sendable, Equatable {
        public let name: String
        public let type: ParameterType
        public let description: String
        /// As written in `(default X)`; nil when the parameter must be given.
        public let defaultValue: String?
    }

    public let name: String
    /// The comment's first lines, joined; empty for SQL typed by hand.
    public let question: String
    public let parameters: [Parameter]
    /// The whole text.
    public let sql: String

    /// A query file's text.
    /// - Throws: `StoreError.queryFile` when the question is missing, a declaration cannot be read, or declared and used
    ///   parameters differ.
    public init(name: String, text: String) throws(StoreError) {
        var question: [String] = []
        var parameters: [Parameter] = []
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
                    throw .queryFile(name: name, line: line, message: ":\(parameter.name) is declared twice")
                }
                parameters.append(parameter)
            } else if parameters.isEmpty, !words.isEmpty {
                question.append(String(words))
            }
        }
        if question.isEmpty {
            throw .queryFile(name: name, line: 1, message: "a comment with the question has to come first")
        }
        let scanner = SQLScanner(text)
        for used in scanner.parameters where !parameters.contains(where: { $0.name == used }) {
            throw .queryFile(name: name, line: line, message: "the SQL uses :\(used), which no comment declares")
        }
        for parameter in parameters where !scanner.parameters.contains(parameter.name) {
            throw .queryFile(name: name, line: line, message: "the SQL does not use :\(parameter.name)")
        }
        self.init(name: name, question: question.joined(separator: " "), parameters: parameters, sql: text)
    }

    /// SQL typed by hand; its parameters take any value and must be given.
    public init(sql: String) {
        let parameters = SQLScanner(sql).parameters.map {
            Parameter(name: $0, type: .value, description: "", defaultValue: nil)
        }
        self.init(name: "SQL", question: "", parameters: parameters, sql: sql)
    }

    /// A file that a user wrote: as a saved query, or, where its comments declare nothing, as SQL typed by hand.
    /// - Throws: as `init(name:text:)`.
    public init(file name: String, text: String) throws(StoreError) {
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

    private init(name: String, question: String, parameters: [Parameter], sql: String) {
        self.name = name
        self.question = question
        self.parameters = parameters
        self.sql = sql
    }

    /// `limit  count  how many units (default 10)`
    private static func parameter(_ text: Substring, _ query: String, _ line: Int) throws(StoreError) -> Parameter {
        let words = text.split(maxSplits: 2, whereSeparator: { $0 == " " || $0 == "\t" })
        let types = ParameterType.allCases.filter { $0 != .value }
        guard words.count >= 2, let type = types.first(where: { $0.rawValue == words[1] }) else {
            let known = types.map(\.rawValue).joined(separator: ", ")
            throw .queryFile(
                name: query, line: line, message: "expected “:name type description”, the type one of \(known)")
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
