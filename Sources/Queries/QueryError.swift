/// An error in a saved query or in SQL that a user wrote. The description is one sentence for the user; if the position
/// of the mistake is known, two lines that show it follow.
package enum QueryError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Why SQL was refused before it ran.
    package enum Refusal: Sendable, Equatable {
        /// There is no statement in the text.
        case empty
        /// The statement begins with a word other than SELECT, WITH, VALUES or EXPLAIN.
        case firstWord(String)
        /// A parameter is written `?`.
        case positionalParameter
        /// There is more than one statement.
        case severalStatements
        /// The statement would change the atlas.
        case writes
        /// The statement uses a feature of SQLite that queries may not use; the message is SQLite's.
        case forbidden(String)
    }

    /// What an argument must be.
    package enum Expectation: Sendable, Equatable {
        /// The number of a unit, of `count` units.
        case unit(count: Int)
        /// An image; `found` images match the argument.
        case image(found: Int)
        case integer
        case count
        case number
    }

    /// The environment variable `variable` names a folder that cannot be read.
    case unreadableFolder(path: String, variable: String)
    /// There is no folder of queries beside `program` or above it, and `variable` is not set.
    case noFolder(program: String, variable: String)
    case unknownQuery(name: String, known: [String])

    /// The file is missing or is not UTF-8 text.
    case unreadableFile(path: String)
    /// The text does not begin with a comment that asks the question.
    case missingQuestion(query: String)
    /// A comment that should declare a parameter is not of the form `:name type description`.
    case malformedDeclaration(query: String, line: Int)
    case repeatedDeclaration(query: String, line: Int, parameter: String)
    /// The SQL uses a parameter that no comment declares.
    case undeclaredParameter(query: String, parameter: String)
    /// A comment declares a parameter that the SQL does not use.
    case unusedParameter(query: String, parameter: String)

    case unknownArguments(query: String, names: [String], parameters: [SavedQuery.Parameter])
    case missingArguments(query: String, names: [String], parameters: [SavedQuery.Parameter])
    case invalidArgument(query: String, parameter: SavedQuery.Parameter, text: String, expected: Expectation)

    case refused(query: String, Refusal, position: SQLPosition? = nil)
    /// SQLite reported an error; the message is its own.
    case failed(query: String, message: String, position: SQLPosition? = nil)
    case timeLimit(query: String, seconds: Double)

    package var description: String {
        position.map { "\(sentence)\n\($0.pointer)" } ?? sentence
    }

    /// The position of the mistake in the query's text; nil if it is not known.
    package var position: SQLPosition? {
        switch self {
        case .refused(_, _, let position), .failed(_, _, let position): position
        default: nil
        }
    }

    /// Whether an argument of a query is wrong, unknown or missing.
    package var isAboutArguments: Bool {
        switch self {
        case .unknownArguments, .missingArguments, .invalidArgument: true
        default: false
        }
    }
}

extension QueryError {
    /// The description without the lines that show the position.
    package var sentence: String {
        switch self {
        case .unreadableFolder(let path, let variable):
            "\(path): this folder, named by \(variable), cannot be read."
        case .noFolder(let program, let variable):
            "There is no folder Queries next to \(program) or above it; set \(variable) to the folder of saved queries."
        case .unknownQuery(let name, let known):
            "No saved query is named “\(name)”; the saved queries are \(known.joined(separator: ", "))."
        case .unreadableFile(let path):
            "\(path): this query cannot be read; it must be UTF-8 text."
        case .missingQuestion(let query):
            "Query “\(query)”, line 1: the file must begin with a comment that asks the question."
        case .malformedDeclaration(let query, let line):
            "Query “\(query)”, line \(line): expected “:name type description”, where type is one of \(Self.types)."
        case .repeatedDeclaration(let query, let line, let parameter):
            "Query “\(query)”, line \(line): parameter :\(parameter) is declared twice."
        case .undeclaredParameter(let query, let parameter):
            "Query “\(query)”: the SQL uses :\(parameter), but no comment declares it."
        case .unusedParameter(let query, let parameter):
            "Query “\(query)”: parameter :\(parameter) is declared, but the SQL does not use it."
        case .unknownArguments(let query, let names, let parameters):
            "Query “\(query)”: no parameter is named \(Self.list(names, "or")); \(Self.takes(parameters))."
        case .missingArguments(let query, let names, let parameters):
            "Query “\(query)”: no value for \(Self.list(names, "and")); \(Self.takes(parameters))."
        case .invalidArgument(let query, let parameter, let text, let expected):
            "Query “\(query)”: \(parameter.name) must be \(Self.words(expected)), not “\(text)”."
        case .refused(let query, let refusal, let position):
            "Query “\(query)” was refused: \(Self.words(refusal))\(Self.words(position))."
        case .failed(let query, let message, let position):
            Self.ended("Query “\(query)” failed: \(message)\(Self.words(position))")
        case .timeLimit(let query, let seconds):
            "Query “\(query)” was stopped after \(seconds == 1 ? "1 second" : "\(Self.number(seconds)) seconds")."
        }
    }

    private static var types: String {
        SavedQuery.ParameterType.allCases.filter { $0 != .value }.map(\.rawValue).joined(separator: ", ")
    }

    private static func takes(_ parameters: [SavedQuery.Parameter]) -> String {
        if parameters.isEmpty { return "the query takes no parameters" }
        let all = parameters.map { parameter in
            let type = parameter.type == .value ? "" : " (\(parameter.type.rawValue))"
            return parameter.name + type + (parameter.defaultValue.map { ", default \($0)" } ?? "")
        }
        return "the query takes \(all.joined(separator: "; "))"
    }

    private static func words(_ expected: Expectation) -> String {
        switch expected {
        case .unit(0): "a unit, and the atlas has no units"
        case .unit(let count): "a unit, 0 to \(count - 1)"
        case .image(0): "the path of an image in the atlas"
        case .image: "the path of exactly one image"
        case .integer: "an integer"
        case .count: "an integer, 0 or greater"
        case .number: "a number"
        }
    }

    private static func words(_ refusal: Refusal) -> String {
        switch refusal {
        case .empty: "it contains no statement"
        case .firstWord(let word): "it begins with \(word); a query begins with SELECT, WITH, VALUES or EXPLAIN"
        case .positionalParameter: "write parameters as :name, not as ?"
        case .severalStatements: "it contains more than one statement"
        case .writes: "it would change the atlas"
        case .forbidden(let message): message
        }
    }

    private static func words(_ position: SQLPosition?) -> String {
        position.map { " (line \($0.line), column \($0.column))" } ?? ""
    }

    /// Adds a full stop unless there is one: messages of SQLite may be whole sentences.
    private static func ended(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } == true ? text : text + "."
    }

    private static func list(_ names: [String], _ conjunction: String) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return names.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
