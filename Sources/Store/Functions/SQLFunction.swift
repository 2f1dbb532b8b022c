internal import GRDB
internal import Units

/// A function that SQL can call on our own connections, so that blobs and sums over units need no program of their own.
///
/// NULL among the arguments gives NULL. An argument of another type, a blob of another size, an unknown image, class or
/// unit ends the query with a sentence that names the function.
public struct SQLFunction: Sendable {
    /// How it is called: `pooled(image, unit)`.
    public let signature: String
    /// What it gives.
    public let meaning: String
    let body: @Sendable (FunctionArguments) throws -> (any DatabaseValueConvertible)?

    init(
        _ signature: String, _ meaning: String,
        body: @escaping @Sendable (FunctionArguments) throws -> (any DatabaseValueConvertible)?
    ) {
        self.signature = signature
        self.meaning = meaning
        self.body = body
    }

    public var name: String { signature.split(separator: "(").first.map(String.init) ?? signature }

    /// Of the arguments, in their order.
    var parameters: [String] {
        signature.dropFirst(name.count + 1).dropLast().split(separator: ",").map {
            String($0.drop { $0 == " " })
        }
    }

    /// All of them, as the help and README list them.
    public static let all: [SQLFunction] = FunctionSource.described

    /// Adds the functions to a connection.
    /// - Parameter head: The head that `pooled`, `contribution`, `logit` and `cosine` are about.
    static func add(to database: Database, path: String, head: HeadID) {
        let source = FunctionSource(path: path, head: head)
        for function in source.functions {
            let (name, parameters, body) = (function.name, function.parameters, function.body)
            database.add(
                function: DatabaseFunction(name, argumentCount: parameters.count, pure: true) { values in
                    if values.contains(where: \.isNull) { return nil }
                    do {
                        let result = try body(FunctionArguments(function: name, names: parameters, values: values))
                        // A negative weight times 0 is -0, which nobody wants to read.
                        return (result as? Double).map { $0 + 0 } ?? result
                    } catch let error as StoreError {
                        throw DatabaseError(resultCode: .SQLITE_ERROR, message: "\(name): \(error)")
                    }
                })
        }
    }
}
