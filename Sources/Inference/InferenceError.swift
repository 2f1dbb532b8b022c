package import Kernels
package import ONNX
package import Tensors

/// An error of running a network or finding its units and head.
package enum InferenceError: Error, Sendable, CustomStringConvertible {
    /// The model file or its graph is invalid.
    case graph(GraphError)
    /// A numerical library failed.
    case kernel(KernelError)
    /// The network uses unsupported operators; for each, the nodes that use it.
    case unsupportedOperators([String: [String]])
    /// A node uses a supported operator in a way that is not supported.
    case unsupported(node: String, operatorName: String, reason: String)
    /// The network has no native head: neither global pooling and a linear layer nor the reverse.
    case noClassifier(node: String, reason: String)
    /// The last strides cannot be replaced by dilations.
    case notDilatable(node: String, reason: String)
    /// The layer does not exist or has no maps.
    case noSuchLayer(name: String, reason: String)
    /// A node's output contains an infinite value or NaN.
    case nonFinite(node: String, place: String)
    /// The processor has no instructions for this precision.
    case unsupportedPrecision(Precision)
    /// The input has the wrong shape or type.
    case badInput(name: String, reason: String)

    /// The error message.
    package var description: String {
        switch self {
        case .graph(let error): return error.description
        case .kernel(let error): return error.description
        case .unsupportedOperators(let operators):
            let list = operators.sorted { $0.key < $1.key }.map { name, nodes in
                let shown = nodes.prefix(3).map { "“\($0)”" }.joined(separator: ", ")
                return "\(name) (\(nodes.count == 1 ? "node" : "\(nodes.count) nodes, first") \(shown))"
            }
            return "The network uses unsupported operators: \(list.joined(separator: "; "))."
        case .unsupported(let node, let operatorName, let reason):
            return "Node “\(node)” (\(operatorName)) is not supported: \(reason)."
        case .noClassifier(let node, let reason):
            return "No native head was found at “\(node)”: \(reason)."
        case .notDilatable(let node, let reason):
            return "The network cannot be dilated at “\(node)”: \(reason)."
        case .noSuchLayer(let name, let reason): return "The layer “\(name)” cannot be indexed: \(reason)."
        case .nonFinite(let node, let place):
            return "The output of node “\(node)” contains an infinite value or NaN (\(place));"
                + " check the network's weights and the preprocessing."
        case .unsupportedPrecision(let precision):
            return "This processor does not support \(precision.rawValue) arithmetic."
        case .badInput(let name, let reason): return "The input “\(name)” is invalid: \(reason)."
        }
    }
}

/// Runs `body` and converts errors of numerical libraries to `InferenceError`.
func kernel<Result>(_ body: () throws(KernelError) -> Result) throws(InferenceError) -> Result {
    do { return try body() } catch { throw .kernel(error) }
}
