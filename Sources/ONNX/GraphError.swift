/// An error in a model file or its graph.
package enum GraphError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case unreadable(path: String, reason: String)
    /// The file is not an ONNX model; `found` is its kind, `advice` what to do about it.
    case notONNX(path: String, found: String, advice: String)
    /// The file cannot be decoded: `problem` occurs in `field`, at the 0-based `byte` of `byteCount`.
    case damaged(path: String, field: FieldPath, problem: WireError, byte: Int, byteCount: Int)
    /// The file is malformed; `place` names the node or tensor.
    case malformed(path: String, place: String, reason: String)
    /// The given inputs do not match the graph's.
    case inputs(reason: String)
    /// Operators without a shape rule, each with the first node that uses it.
    case operators([String])
    /// The shapes, attributes or constants of a node are inconsistent.
    case node(name: String, operatorName: String, reason: String)

    /// The error message.
    package var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "Cannot read the model \(path): \(reason)."
        case .notONNX(let path, let found, let advice):
            "\(path) is not an ONNX model but \(found): \(advice)."
        case .damaged(let path, let field, let problem, let byte, let byteCount):
            "The model \(path) is damaged: \(field): \(problem.reason), at byte \(byte) of \(byteCount); "
                + "is the download complete?"
        case .malformed(let path, let place, let reason):
            "The model \(path) is malformed: \(place): \(reason)."
        case .inputs(let reason):
            "The network's inputs do not match: \(reason)."
        case .operators(let list):
            "The network uses unsupported operators: \(list.joined(separator: ", "))."
        case .node(let name, let operatorName, let reason):
            "Node \(quoted(name)) (\(operatorName)) is invalid: \(reason)."
        }
    }
}

/// Returns a name from a file in quotes, with control characters escaped, shortened if it is long.
func quoted(_ name: String) -> String {
    var text = "“"
    for scalar in name.unicodeScalars.prefix(120) {
        text += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return text + (name.unicodeScalars.count > 120 ? "...”" : "”")
}
