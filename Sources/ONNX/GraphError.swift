/// What is wrong with a model file or its graph, in one sentence that names what and where.
public enum GraphError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file cannot be opened or read.
    case unreadable(path: String, reason: String)
    /// The file is something else than an ONNX model: `found` says what, `advice` what to do.
    case notONNX(path: String, found: String, advice: String)
    /// The file is not what it should be; `place` names the node, tensor or field.
    case malformed(path: String, place: String, reason: String)
    /// What is fed to the graph does not fit its inputs.
    case inputs(reason: String)
    /// Operators without a rule for the shapes of their outputs, each with the node that uses it first.
    case operators([String])
    /// The shapes, attributes or constants of a node do not fit together.
    case node(name: String, operatorName: String, reason: String)

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .unreadable(let path, let reason):
            "Cannot read the model \(path): \(reason)."
        case .notONNX(let path, let found, let advice):
            "\(path) is not an ONNX model but \(found): \(advice)."
        case .malformed(let path, let place, let reason):
            "The model \(path) is not usable: \(place): \(reason)."
        case .inputs(let reason):
            "The network cannot be fed: \(reason)."
        case .operators(let list):
            "The network uses operators that this program does not know: \(list.joined(separator: ", "))."
        case .node(let name, let operatorName, let reason):
            "Node \(quoted(name)) (\(operatorName)) does not fit: \(reason)."
        }
    }
}

/// A name from a file in quotes: control characters escaped, a long one cut, so that a sentence stays one line.
func quoted(_ name: String) -> String {
    var text = "'"
    for scalar in name.unicodeScalars.prefix(120) {
        text += scalar.properties.generalCategory == .control ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return text + (name.unicodeScalars.count > 120 ? "...'" : "'")
}
