public import Kernels
public import ONNX
public import Tensors

/// Why a network cannot be run, or read as a bag of words; one sentence each, with the node.
public enum InferenceError: Error, Sendable, CustomStringConvertible {
    /// The file or its shapes.
    case graph(GraphError)
    /// A numerical library.
    case kernel(KernelError)
    /// Operators that nothing here runs, each with the nodes that use it.
    case unsupportedOperators([String: [String]])
    /// A node uses a supported operator in a way that is not supported.
    case unsupported(node: String, operatorName: String, reason: String)
    /// The pattern of units and head was not found.
    case noClassifier(node: String, reason: String)
    /// Strides cannot become dilations.
    case notDilatable(node: String, reason: String)
    /// `--layer` names nothing, or something without maps.
    case noSuchLayer(name: String, reason: String)
    /// A value is infinite or not a number.
    case nonFinite(node: String, place: String)
    /// The processor has no instructions for it.
    case unsupportedPrecision(Precision)
    /// What a caller fed does not fit.
    case badInput(name: String, reason: String)

    /// The sentence for the user.
    public var description: String {
        switch self {
        case .graph(let error): return error.description
        case .kernel(let error): return error.description
        case .unsupportedOperators(let operators):
            let list = operators.sorted { $0.key < $1.key }.map { name, nodes in
                let shown = nodes.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
                return "\(name) (\(nodes.count == 1 ? "node" : "\(nodes.count) nodes, first") \(shown))"
            }
            return "The network uses operators that are not supported: \(list.joined(separator: "; "))."
        case .unsupported(let node, let operatorName, let reason):
            return "Node “\(node)” (\(operatorName)) cannot be run: \(reason)."
        case .noClassifier(let node, let reason):
            return "No native head was found: at “\(node)”, \(reason)."
                + " `index --layer NAME` indexes the units of any convolution without a native head."
        case .notDilatable(let node, let reason):
            return "The network cannot be dilated: at “\(node)”, \(reason)."
        case .noSuchLayer(let name, let reason): return "The layer “\(name)” cannot be indexed: \(reason)."
        case .nonFinite(let node, let place):
            return "Node “\(node)” gives a value that is infinite or not a number (\(place));"
                + " check the network's weights and the preprocessing."
        case .unsupportedPrecision(let precision):
            return "This processor cannot compute in \(precision.rawValue); use --precision f32."
        case .badInput(let name, let reason): return "The input “\(name)” does not fit: \(reason)."
        }
    }
}

/// Runs `body`, turning what a numerical library throws into an `InferenceError`.
func kernel<Result>(_ body: () throws(KernelError) -> Result) throws(InferenceError) -> Result {
    do { return try body() } catch { throw .kernel(error) }
}
