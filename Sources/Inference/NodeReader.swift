import Kernels
import ONNX
import Tensors

/// A node with the constants and shapes around it.
struct NodeReader {
    let node: Node
    let graph: Graph
    let shapes: [String: Shape]

    var opset: Int { graph.opset }

    func refusal(_ reason: String) -> InferenceError {
        .unsupported(node: node.name, operatorName: node.operatorName, reason: reason)
    }

    /// Nothing is made of empty values, nor of more axes than the kernels take.
    func checkShapes() throws(InferenceError) {
        for name in node.inputs + node.outputs {
            guard let shape = shapes[name] else { continue }
            if shape.count == 0 { throw refusal("“\(name)” is empty, \(shape)") }
            if shape.rank > 6 { throw refusal("“\(name)” has \(shape.rank) axes, and at most 6 are run") }
        }
    }

    /// The layer of this node with `inputs`, by default its first.
    func layer(_ operation: Layer.Operation, inputs: [String]? = nil) throws(InferenceError) -> Layer {
        guard let output = node.outputs.first, !output.isEmpty else { throw refusal("it has no output") }
        for extra in node.outputs.dropFirst() where !extra.isEmpty && isRead(extra) {
            throw refusal("its output “\(extra)” is used, and only the first is computed")
        }
        var values = inputs ?? []
        if inputs == nil { values = [try input(0)] }
        return try layer(operation, inputs: values, output: output)
    }

    /// A layer of this node; `shape` is that of an output which the node does not have itself.
    func layer(
        _ operation: Layer.Operation, inputs: [String], output: String, shape: Shape? = nil
    ) throws(InferenceError) -> Layer {
        if let constant = inputs.first(where: { graph.constants[$0] != nil }) {
            throw refusal("its input “\(constant)” is a constant, and has to come from the network's input here")
        }
        var layer = Layer(
            operation, node: node.name, operatorName: node.operatorName, inputs: inputs, output: output)
        layer.madeShape = shape
        return layer
    }

    /// A name for a value between two layers of this node.
    func between(_ number: Int) -> String { "\(node.outputs.first ?? node.name) (step \(number))" }

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
        if case .integer = graph.constants[try input(index)], tensor.shape.count > 1 {
            throw refusal(
                "“\(try input(index))” holds integers, and float32 is run here; export the network without quantization"
            )
        }
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

    func string(_ name: String, default value: String) throws(InferenceError) -> String {
        try inGraph { () throws(GraphError) in try node.string(name, default: value) }
    }

    /// `axis` of `rank` axes, counted from the front.
    func axis(_ axis: Int, rank: Int) throws(InferenceError) -> Int {
        try inGraph { () throws(GraphError) in try node.axis(axis, rank: rank) }
    }

    /// A float attribute; a missing one takes `value`. Not a number is refused, and so is infinity.
    func float(_ name: String, default value: Float) throws(InferenceError) -> Float {
        let found = try inGraph { () throws(GraphError) in try node.float(name, default: value) }
        guard found.isFinite || node.attributes[name] == nil else {
            throw refusal("its attribute “\(name)” is \(found), and has to be a finite number")
        }
        return found
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
