internal import Store
internal import Units

/// A function that SQL can call on a `QueryRunner`'s connection to decode blobs and to sum over units.
///
/// A NULL among the arguments gives NULL. An argument of another type, a blob of another size, and an unknown image, class
/// or unit end the query with a sentence that names the function.
package struct SQLFunction: Sendable {
    /// How to call it: `pooled(image, unit)`.
    package let signature: String
    /// What it returns.
    package let meaning: String
    let body: @Sendable (FunctionArguments) throws -> SQLValue

    init(
        _ signature: String, _ meaning: String, body: @escaping @Sendable (FunctionArguments) throws -> SQLValue
    ) {
        self.signature = signature
        self.meaning = meaning
        self.body = body
    }

    /// A function that returns a number, or NULL for nil.
    init(
        real signature: String, _ meaning: String, body: @escaping @Sendable (FunctionArguments) throws -> Double?
    ) {
        self.init(signature, meaning) { arguments in
            // A negative weight times 0 is -0, which nobody wants to read.
            try body(arguments).map { .real($0 + 0) } ?? .null
        }
    }

    /// The part of the signature before the parenthesis.
    package var name: String { signature.split(separator: "(").first.map(String.init) ?? signature }

    /// The names of the arguments, in their order.
    var parameters: [String] {
        signature.dropFirst(name.count + 1).dropLast().split(separator: ",").map {
            String($0.drop { $0 == " " })
        }
    }

    /// All functions, in the order in which help and README list them.
    package static let all: [SQLFunction] = FunctionSource.described

    /// Adds the functions to a connection.
    ///
    /// - Parameter head: The head that `pooled`, `contribution`, `logit` and `cosine` use.
    static func add(to session: SQLSession, path: String, head: HeadID) {
        for function in FunctionSource(path: path, head: head, open: session.openReader).functions {
            let (parameters, body) = (function.parameters, function.body)
            session.add(function: function.name, parameters: parameters.count) { values in
                if values.contains(.null) { return .null }
                return try body(FunctionArguments(names: parameters, values: values))
            }
        }
    }
}
