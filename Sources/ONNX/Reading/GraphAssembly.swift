/// Assembles the parts of a decoded file and frees each message after use.
struct GraphAssembly {
    private let path: String
    private var tensors: TensorReader

    init(path: String, folder: String?) {
        self.path = path
        tensors = TensorReader(path: path, folder: folder)
    }

    /// Returns the graph of `proto`, whose lists are empty afterwards.
    mutating func graph(_ proto: inout GraphProto, opset: Int) throws(GraphError) -> Graph {
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
            let name = output.name ?? ""
            guard !name.isEmpty, made.contains(name) else {
                throw failure("output \(quoted(name))", "no node produces it")
            }
            outputs.append(ValueDescription(name: name, dimensions: try dimensions(output)))
        }
        return Graph(
            name: proto.name ?? "", opset: opset, inputs: inputs, outputs: outputs, nodes: sorted, constants: constants)
    }

    private mutating func initializers(_ list: inout [TensorProto]) throws(GraphError) -> [String: Constant] {
        var constants: [String: Constant] = [:]
        while let proto = list.popLast() {
            let name = proto.name ?? ""
            guard !name.isEmpty else { throw failure("initializer \(list.count)", "it has no name") }
            guard constants[name] == nil else {
                throw failure("tensor \(quoted(name))", "the file contains two tensors with this name")
            }
            constants[name] = try tensors.constant(proto, name: name)
        }
        return constants
    }

    private mutating func nodes(
        _ list: inout [NodeProto], fed: Set<String>, constants: inout [String: Constant]
    ) throws(GraphError) -> [Node] {
        let reader = NodeReader(path: path)
        var nodes: [Node] = []
        for index in list.indices {
            let proto = list[index]
            list[index] = NodeProto()
            let node = try reader.node(proto, index: index, tensors: &tensors)
            guard let constant = try node.constantValue(path: path) else {
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
        _ list: [ValueInfoProto], constants: [String: Constant]
    ) throws(GraphError) -> [ValueDescription] {
        var inputs: [ValueDescription] = []
        var seen: Set<String> = []
        for input in list where constants[input.name ?? ""] == nil {
            let name = input.name ?? ""
            let place = "input \(quoted(name))"
            guard !name.isEmpty else { throw failure("an input", "it has no name") }
            guard seen.insert(name).inserted else { throw failure(place, "it is listed twice") }
            if let tensorType = input.type?.tensorType {
                let type = tensorType.elemType ?? 0
                guard type == 0 || ElementType(rawValue: type)?.isFloat == true else {
                    throw failure(place, "inputs of type \(ElementType.name(type)) are not supported; only float32 is")
                }
            } else if input.type != nil {
                throw failure(place, "it is not a tensor")
            }
            inputs.append(ValueDescription(name: name, dimensions: try dimensions(input)))
        }
        return inputs
    }

    /// Returns the dimensions. A size of 0 or less, which some exporters write for the batch, is free.
    private func dimensions(_ value: ValueInfoProto) throws(GraphError) -> [ValueDescription.Dimension]? {
        guard let shape = value.type?.tensorType?.shape else { return nil }
        let place = "value \(quoted(value.name ?? ""))"
        var dimensions: [ValueDescription.Dimension] = []
        for dimension in shape.dim {
            let size = dimension.dimValue ?? 0
            guard size <= Int64(Extents.largestCount) else { throw failure(place, "an axis has \(size) elements") }
            dimensions.append(size > 0 ? .fixed(Int(size)) : .free(dimension.dimParam ?? ""))
        }
        guard dimensions.count <= 32 else { throw failure(place, "it has more than 32 axes") }
        return dimensions
    }

    private func failure(_ place: String, _ reason: String) -> GraphError {
        .malformed(path: path, place: place, reason: reason)
    }
}
