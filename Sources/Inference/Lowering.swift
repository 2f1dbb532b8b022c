import Kernels
import ONNX
import Tensors

/// Turns ONNX nodes into layers, one operator at a time; `Operators/` holds one family a file.
struct Lowering {
    /// How one operator is read: the attributes that it takes, and what it becomes.
    struct Rule: Sendable {
        let attributes: Set<String>
        let lower: @Sendable (NodeReader) throws(InferenceError) -> Layer
    }

    static let rules: [String: Rule] = [
        convolutionRules, normalizationRules, activationRules, poolingRules, linearRules, arithmeticRules,
        arrangementRules,
    ].reduce(into: [:]) { $0.merge($1) { first, _ in first } }

    /// The operators that can be run.
    static var supportedOperators: [String] { rules.keys.sorted() }

    /// Operators of `graph` without a rule, with the nodes that use them.
    static func unsupported(in graph: Graph) -> [String: [String]] {
        graph.nodes.reduce(into: [:]) { result, node in
            if rules[node.operatorName] == nil { result[node.operatorName, default: []].append(node.name) }
        }
    }

    static func lower(_ graph: Graph, shapes: [String: Shape]) throws(InferenceError) -> LayerGraph {
        let unknown = unsupported(in: graph)
        if !unknown.isEmpty { throw .unsupportedOperators(unknown) }
        var layers: [Layer] = []
        for node in graph.nodes {
            guard let rule = rules[node.operatorName] else { continue }
            let reader = NodeReader(node: node, graph: graph, shapes: shapes)
            for name in node.attributes.keys.sorted() where !rule.attributes.contains(name) {
                throw reader.refusal("the attribute “\(name)” is not supported")
            }
            layers.append(try rule.lower(reader))
        }
        return LayerGraph(
            layers: layers, inputs: graph.inputs.map(\.name), outputs: graph.outputs.map(\.name), shapes: shapes)
    }
}

/// A node with the constants and shapes around it.
struct NodeReader {
    let node: Node
    let graph: Graph
    let shapes: [String: Shape]

    var opset: Int { graph.opset }

    func refusal(_ reason: String) -> InferenceError {
        .unsupported(node: node.name, operatorName: node.operatorName, reason: reason)
    }

    /// The layer of this node with `inputs`, by default its first.
    func layer(_ operation: Layer.Operation, inputs: [String]? = nil) throws(InferenceError) -> Layer {
        guard let output = node.outputs.first, !output.isEmpty else { throw refusal("it has no output") }
        for extra in node.outputs.dropFirst() where !extra.isEmpty && isRead(extra) {
            throw refusal("its output “\(extra)” is used, and only the first is computed")
        }
        var values = inputs ?? []
        if inputs == nil { values = [try input(0)] }
        return Layer(
            operation, node: node.name, operatorName: node.operatorName, inputs: values,
            output: output)
    }

    private func isRead(_ value: String) -> Bool {
        graph.outputs.contains { $0.name == value } || graph.nodes.contains { $0.inputs.contains(value) }
    }

    func hasInput(_ index: Int) -> Bool { index < node.inputs.count && !node.inputs[index].isEmpty }

    func input(_ index: Int) throws(InferenceError) -> String {
        guard hasInput(index) else { throw refusal("its input \(index) is missing") }
        return node.inputs[index]
    }

    /// Extents of an input that is not a constant, or of a constant.
    func shape(_ index: Int) throws(InferenceError) -> Shape {
        let name = try input(index)
        guard let shape = shapes[name] ?? graph.constants[name]?.shape else {
            throw refusal("the shape of “\(name)” is not known")
        }
        return shape
    }

    func outputShape() throws(InferenceError) -> Shape {
        guard let name = node.outputs.first, let shape = shapes[name] else { throw refusal("its shape is not known") }
        return shape
    }

    func isConstant(_ index: Int) -> Bool { hasInput(index) && graph.constants[node.inputs[index]] != nil }

    /// An input that has to be a float constant with finite values.
    func weights(_ index: Int) throws(InferenceError) -> Tensor {
        let tensor = try tensor(index)
        if let place = tensor.values.firstIndex(where: { !$0.isFinite }) {
            throw .nonFinite(node: node.name, place: "element \(place) of “\(try input(index))”, \(tensor.shape)")
        }
        return tensor
    }

    /// An input that has to be a float constant; infinities pass.
    func tensor(_ index: Int) throws(InferenceError) -> Tensor {
        let name = try input(index)
        switch graph.constants[name] {
        case .float(let tensor): return tensor
        case .integer(let shape, let values): return Tensor(shape: shape, values: values.map { Float($0) })
        case nil: throw refusal("“\(name)” is computed while the network runs, and has to be a constant here")
        }
    }

    func integers(_ index: Int) throws(InferenceError) -> [Int] {
        let name = try input(index)
        guard case .integer(_, let values) = graph.constants[name] else {
            throw refusal("“\(name)” has to be a constant of integers")
        }
        return values
    }

    func integer(_ name: String, default value: Int) throws(InferenceError) -> Int {
        try inGraph { () throws(GraphError) in try node.integer(name, default: value) }
    }

    func integers(_ name: String) throws(InferenceError) -> [Int]? {
        try inGraph { () throws(GraphError) in try node.integers(name) }
    }

    func float(_ name: String, default value: Float) throws(InferenceError) -> Float {
        try inGraph { () throws(GraphError) in try node.float(name, default: value) }
    }

    /// A window of `kernel` over the first input, in two dimensions.
    func window(kernel: [Int]) throws(InferenceError) -> Window {
        let shape = try shape(0)
        guard shape.rank == 4, kernel.count == 2 else {
            throw refusal("only two-dimensional windows are run, and this one is \(kernel) over \(shape)")
        }
        return try inGraph { () throws(GraphError) in try Window(node, kernel: kernel, over: shape) }
    }
}

/// Runs `body`, turning what it throws about the graph into an `InferenceError`.
func inGraph<Result>(_ body: () throws(GraphError) -> Result) throws(InferenceError) -> Result {
    do { return try body() } catch { throw .graph(error) }
}
