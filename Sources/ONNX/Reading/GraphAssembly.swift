/// Assembles the parts of a decoded file and frees each message after use.
struct GraphAssembly {
    private let path: String
    private var tensors: TensorReader

    init(path: String, folder: String?) {
        self.path = path
        tensors = TensorReader(path: path, folder: folder)
    }

    /// Returns the graph of `proto`, whose lists are empty afterwards.
    mutating func graph(_ proto: inout Onnx_GraphProto, opset: Int) throws(GraphError) -> Graph {
        guard proto.sparseInitializer.isEmpty else {
            throw failure("the graph", "sparse initializers are not supported; export dense weights")
        }
        var constants = try initializers(&proto.initializer)
        let inputs = try inputs(proto.input, constants: constants)
        let fed = Set(inputs.map(\.name))
        let nodes = try nodes(&proto.node, fed: fed, constants: &constants)
        let known = fed.union(constants.keys)
        let sorted = try GraphOrder(nodes, known: known, path: path).sorted()
        let made = known.union(nodes.flatMap(\.outputs))
        guard !proto.output.isEmpty else { throw failure("the graph", "it has no output") }
        var outputs: [ValueDescription] = []
        for output in proto.output {
            guard !output.name.isEmpty, made.contains(output.name) else {
                throw failure("output \(quoted(output.name))", "no node produces it")
            }
            outputs.append(ValueDescription(name: output.name, dimensions: try dimensions(output)))
        }
        return Graph(
            name: proto.name, opset: opset, inputs: inputs, outputs: outputs, nodes: sorted, constants: constants)
    }

    private mutating func initializers(_ list: inout [Onnx_TensorProto]) throws(GraphError) -> [String: Constant] {
        var constants: [String: Constant] = [:]
        while let proto = list.popLast() {
            guard !proto.name.isEmpty else { throw failure("initializer \(list.count)", "it has no name") }
            guard constants[proto.name] == nil else {
                throw failure("tensor \(quoted(proto.name))", "the file contains two tensors with this name")
            }
            constants[proto.name] = try tensors.constant(proto, name: proto.name)
        }
        return constants
    }

    private mutating func nodes(
        _ list: inout [Onnx_NodeProto], fed: Set<String>, constants: inout [String: Constant]
    ) throws(GraphError) -> [Node] {
        let reader = NodeReader(path: path)
        var nodes: [Node] = []
        for index in list.indices {
            let proto = list[index]
            list[index] = Onnx_NodeProto()
            let node = try reader.node(proto, index: index, tensors: &tensors)
            guard let constant = try node.statedConstant(path: path) else {
                nodes.append(node)
                continue
            }
            for name in node.outputs where !name.isEmpty {
                guard !fed.contains(name), constants.updateValue(constant, forKey: name) == nil else {
                    throw failure("value \(quoted(name))", "it is produced twice, once by \(node.label)")
                }
            }
        }
        list = []
        return nodes
    }

    /// Returns the inputs without initializers, which files before IR version 4 list among the inputs.
    private func inputs(
        _ list: [Onnx_ValueInfoProto], constants: [String: Constant]
    ) throws(GraphError) -> [ValueDescription] {
        var inputs: [ValueDescription] = []
        var seen: Set<String> = []
        for input in list where constants[input.name] == nil {
            let place = "input \(quoted(input.name))"
            guard !input.name.isEmpty else { throw failure("an input", "it has no name") }
            guard seen.insert(input.name).inserted else { throw failure(place, "it is listed twice") }
            if input.type.hasTensorType {
                let type = input.type.tensorType.elemType
                guard type == 0 || ElementType(rawValue: type)?.isFloat == true else {
                    throw failure(place, "inputs of type \(ElementType.name(type)) are not supported; only float32 is")
                }
            } else if input.hasType {
                throw failure(place, "it is not a tensor")
            }
            inputs.append(ValueDescription(name: input.name, dimensions: try dimensions(input)))
        }
        return inputs
    }

    /// Returns the dimensions. A size of 0 or less, which some exporters write for the batch, is free.
    private func dimensions(_ value: Onnx_ValueInfoProto) throws(GraphError) -> [ValueDescription.Dimension]? {
        guard value.type.tensorType.hasShape else { return nil }
        var dimensions: [ValueDescription.Dimension] = []
        for dimension in value.type.tensorType.shape.dim {
            guard dimension.dimValue <= Int64(Extents.largestCount) else {
                throw failure("value \(quoted(value.name))", "an axis has \(dimension.dimValue) elements")
            }
            dimensions.append(
                dimension.hasDimValue && dimension.dimValue > 0
                    ? .fixed(Int(dimension.dimValue)) : .free(dimension.dimParam))
        }
        guard dimensions.count <= 32 else { throw failure("value \(quoted(value.name))", "it has more than 32 axes") }
        return dimensions
    }

    private func failure(_ place: String, _ reason: String) -> GraphError {
        .malformed(path: path, place: place, reason: reason)
    }
}
