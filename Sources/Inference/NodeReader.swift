import Kernels
import ONNX
import Tensors

/// A node with its constant inputs and the shapes of its values.
struct NodeReader {
    let node: Node
    let graph: Graph
    let shapes: [String: Shape]

    var opset: Int { graph.opset }

    func refusal(_ reason: String) -> InferenceError {
        .unsupported(node: node.name, operatorName: node.operatorName, reason: reason)
    }

    /// Refuses values without elements and with more axes than the kernels support.
    func checkShapes() throws(InferenceError) {
        for name in node.inputs + node.outputs {
            guard let shape = shapes[name] else { continue }
            if shape.count == 0 { throw refusal("“\(name)” has no elements (\(shape))") }
            if shape.rank > 6 { throw refusal("“\(name)” has \(shape.rank) axes; at most 6 are supported") }
        }
    }

    /// Returns the layer of this node with `inputs` (default: its first input).
    func layer(_ operation: Layer.Operation, inputs: [String]? = nil) throws(InferenceError) -> Layer {
        guard let output = node.outputs.first, !output.isEmpty else { throw refusal("it has no output") }
        for extra in node.outputs.dropFirst() where !extra.isEmpty && isRead(extra) {
            throw refusal("output “\(extra)” is not supported; only the first output is computed")
        }
        var values = inputs ?? []
        if inputs == nil { values = [try input(0)] }
        return try layer(operation, inputs: values, output: output)
    }

    /// Returns a layer of this node; `shape` is the shape of an output that is not an output of the node.
    func layer(
        _ operation: Layer.Operation, inputs: [String], output: String, shape: Shape? = nil
    ) throws(InferenceError) -> Layer {
        if let constant = inputs.first(where: { graph.constants[$0] != nil }) {
            throw refusal("input “\(constant)” must not be a constant")
        }
        var layer = Layer(
            operation, node: node.name, operatorName: node.operatorName, inputs: inputs, output: output)
        layer.madeShape = shape
        return layer
    }

    /// Returns a name for a value between two layers of this node.
    func between(_ number: Int) -> String { "\(node.outputs.first ?? node.name) (step \(number))" }

    private func isRead(_ value: String) -> Bool {
        graph.outputs.contains { $0.name == value } || graph.nodes.contains { $0.inputs.contains(value) }
    }

    func hasInput(_ index: Int) -> Bool { index < node.inputs.count && !node.inputs[index].isEmpty }

    func input(_ index: Int) throws(InferenceError) -> String {
        guard hasInput(index) else { throw refusal("its input \(index) is missing") }
        return node.inputs[index]
    }

    /// Returns the shape of an input, constant or not.
    func shape(_ index: Int) throws(InferenceError) -> Shape {
        let name = try input(index)
        guard let shape = shapes[name] ?? graph.constants[name]?.shape else {
            throw refusal("the shape of “\(name)” is not known")
        }
        return shape
    }

    func outputShape() throws(InferenceError) -> Shape {
        guard let name = node.outputs.first, let shape = shapes[name] else { throw refusal("its shape is unknown") }
        return shape
    }

    func isConstant(_ index: Int) -> Bool { hasInput(index) && graph.constants[node.inputs[index]] != nil }

    /// Returns an input that must be a float constant with finite values.
    func weights(_ index: Int) throws(InferenceError) -> Tensor {
        let tensor = try tensor(index)
        if case .integer = graph.constants[try input(index)], tensor.shape.count > 1 {
            throw refusal(
                "“\(try input(index))” contains integers; only float32 is supported; export the network without quantization"
            )
        }
        if let place = tensor.values.firstIndex(where: { !$0.isFinite }) {
            throw .nonFinite(node: node.name, place: "element \(place) of “\(try input(index))”, \(tensor.shape)")
        }
        return tensor
    }

    /// Returns an input that must be a float constant, possibly infinite.
    func tensor(_ index: Int) throws(InferenceError) -> Tensor {
        let name = try input(index)
        switch graph.constants[name] {
        case .float(let tensor): return tensor
        case .integer(let shape, let values): return Tensor(shape: shape, values: values.map { Float($0) })
        case nil: throw refusal("“\(name)” must be a constant")
        }
    }

    func integers(_ index: Int) throws(InferenceError) -> [Int] {
        let name = try input(index)
        guard case .integer(_, let values) = graph.constants[name] else {
            throw refusal("“\(name)” must be a constant with integers")
        }
        return values
    }

    func integer(_ name: String, default value: Int) throws(InferenceError) -> Int {
        try inGraph { () throws(GraphError) in try node.integer(name, default: value) }
    }

    func integers(_ name: String) throws(InferenceError) -> [Int]? {
        try inGraph { () throws(GraphError) in try node.integers(name) }
    }

    func string(_ name: String, default value: String) throws(InferenceError) -> String {
        try inGraph { () throws(GraphError) in try node.string(name, default: value) }
    }

    /// Returns `axis` of `rank` axes, counted from the front.
    func axis(_ axis: Int, rank: Int) throws(InferenceError) -> Int {
        try inGraph { () throws(GraphError) in try node.axis(axis, rank: rank) }
    }

    /// Returns a float attribute, `value` if it is missing. NaN and infinity are refused.
    func float(_ name: String, default value: Float) throws(InferenceError) -> Float {
        let found = try inGraph { () throws(GraphError) in try node.float(name, default: value) }
        guard found.isFinite || node.attributes[name] == nil else {
            throw refusal("its attribute “\(name)” is \(found), but must be finite")
        }
        return found
    }

    /// Returns a two-dimensional window of `kernel` over the first input.
    func window(kernel: [Int]) throws(InferenceError) -> Window {
        let shape = try shape(0)
        guard shape.rank == 4, kernel.count == 2 else {
            throw refusal("only two-dimensional windows are supported, not \(kernel) over \(shape)")
        }
        return try inGraph { () throws(GraphError) in try Window(node, kernel: kernel, over: shape) }
    }
}
