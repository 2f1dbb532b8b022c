import Kernels
import ONNX
import Tensors

/// Translates ONNX nodes to layers. `Operators/` contains one family of operators per file.
struct Lowering {
    /// The translation of one operator, with its supported attributes.
    struct Rule: Sendable {
        let attributes: Set<String>
        let lower: @Sendable (NodeReader) throws(InferenceError) -> [Layer]

        init(attributes: Set<String>, lower: @escaping @Sendable (NodeReader) throws(InferenceError) -> Layer) {
            self.attributes = attributes
            self.lower = { reader throws(InferenceError) in [try lower(reader)] }
        }

        init(attributes: Set<String>, layers: @escaping @Sendable (NodeReader) throws(InferenceError) -> [Layer]) {
            self.attributes = attributes
            lower = layers
        }
    }

    static let rules: [String: Rule] = [
        convolutionRules, normalizationRules, activationRules, poolingRules, reductionRules, linearRules,
        arithmeticRules, arrangementRules, selectionRules, softmaxRules,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// The supported operators.

    /// Returns the unsupported operators of `graph` with the nodes that use them.
    static func unsupported(in graph: Graph) -> [String: [String]] {
        graph.nodes.reduce(into: [:]) { result, node in
            if rules[node.operatorName] == nil { result[node.operatorName, default: []].append(node.name) }
        }
    }

    static func lower(_ graph: Graph, shapes: [String: Shape]) throws(InferenceError) -> LayerGraph {
        let unknown = unsupported(in: graph)
        if !unknown.isEmpty { throw .unsupportedOperators(unknown) }
        var layers: [Layer] = []
        var shapes = shapes
        for node in graph.nodes {
            guard let rule = rules[node.operatorName] else { continue }
            let reader = NodeReader(node: node, graph: graph, shapes: shapes)
            for name in node.attributes.keys.sorted() where !rule.attributes.contains(name) {
                throw reader.refusal("the attribute “\(name)” is not supported")
            }
            try reader.checkShapes()
            for layer in try rule.lower(reader) {
                if let shape = layer.madeShape { shapes[layer.output] = shape }
                layers.append(layer)
            }
        }
        return LayerGraph(
            layers: layers, inputs: graph.inputs.map(\.name), outputs: graph.outputs.map(\.name), shapes: shapes)
    }
}

/// Runs `body` and converts errors about the graph to `InferenceError`.
func inGraph<Result>(_ body: () throws(GraphError) -> Result) throws(InferenceError) -> Result {
    do { return try body() } catch { throw .graph(error) }
}
