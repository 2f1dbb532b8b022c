package import Foundation
package import Tensors

/// Edits a model file: replaces the head, sets units to zero, changes windows. Everything else keeps its content.
package struct ModelEdit {
    /// The file without its graph.
    private var model: ModelProto
    private var graph: GraphProto
    private let path: String

    /// Reads the file at `path`.
    ///
    /// - Throws: `GraphError` as in `GraphReader`, and for weights in external files.
    package init(path: String) throws(GraphError) {
        self.path = path
        let data = try ModelFile.map(path)
        // Reports errors in the file before it is edited.
        _ = try GraphReader.read(path: path)
        model = try ModelDecoder.model(data, path: path)
        graph = model.graph ?? GraphProto()
        model.graph = nil
        if let tensor = graph.initializer.first(where: { $0.dataLocation == 1 }) {
            throw .malformed(
                path: path, place: quoted(tensor.name ?? ""),
                reason: "its data are in an external file; only models in a single file can be edited")
        }
    }

    /// Returns the edited model as a file.
    package func serialized() throws(GraphError) -> Data {
        var model = model
        model.graph = graph
        let data = model.encoded()
        guard data.count < ModelFile.sizeLimit else {
            throw .malformed(path: path, place: "the edited model", reason: "it exceeds 2 GiB, the limit of the format")
        }
        return data
    }

    /// Replaces everything after `layer` by pooling and a linear layer with the output `logits` [N, K].
    ///
    /// - Parameters:
    ///   - layer: A value [N, U, H, W].
    ///   - weights: [K, U]
    ///   - bias: [K]
    ///   - maximum: Whether pooling uses the maximum of each map instead of its mean.
    /// - Throws: `GraphError.malformed` if no node produces the layer or the network is not in float32.
    package mutating func attachHead(
        to layer: String, weights: Tensor, bias: [Float], maximum: Bool
    ) throws(GraphError) {
        try requireNode(layer)
        if let input = graph.input.first(where: { $0.type?.tensorType?.elemType != 1 }) {
            throw .malformed(
                path: path, place: quoted(input.name ?? ""), reason: "the head requires a network in float32")
        }
        cut(after: layer)
        let names = (pooled: fresh("pooled"), flat: fresh("features"), logits: fresh("logits"))
        let constants = (weights: fresh("head_weights"), bias: fresh("head_bias"))
        add(weights, name: constants.weights)
        add(Tensor(shape: [bias.count], values: bias), name: constants.bias)
        graph.node += [
            Self.node(maximum ? "GlobalMaxPool" : "GlobalAveragePool", [layer], names.pooled),
            Self.node("Flatten", [names.pooled], names.flat, ["axis": 1]),
            Self.node("Gemm", [names.flat, constants.weights, constants.bias], names.logits, ["transB": 1]),
        ]
        let batch = graph.input.first?.type?.tensorType?.shape?.dim.first ?? DimensionProto()
        let shape = TensorShapeProto(dim: [batch, DimensionProto(dimValue: Int64(bias.count))])
        let output = ValueInfoProto(
            name: names.logits, type: TypeProto(tensorType: TensorTypeProto(elemType: 1, shape: shape)))
        graph.output = [output]
    }

    /// Sets `units` of `layer` to zero for all consumers.
    ///
    /// - Parameter count: The number of units of the layer.
    package mutating func silence(_ units: [Int], of layer: String, count: Int) throws(GraphError) {
        try requireNode(layer)
        var mask = [Float](repeating: 1, count: count)
        for unit in units { mask[unit] = 0 }
        let (factor, masked) = (fresh("silence"), fresh("silenced"))
        for node in graph.node.indices {
            for place in graph.node[node].input.indices where graph.node[node].input[place] == layer {
                graph.node[node].input[place] = masked
            }
        }
        add(Tensor(shape: [1, count, 1, 1], values: mask), name: factor)
        let producer = graph.node.firstIndex { $0.output.contains(layer) } ?? 0
        graph.node.insert(Self.node("Mul", [layer, factor], masked), at: producer + 1)
    }

    /// Replaces the window of a convolution or pooling operator, with all attributes explicit.
    package mutating func setWindow(_ change: WindowChange) throws(GraphError) {
        try requireNode(change.output)
        for place in graph.node.indices where graph.node[place].output.contains(change.output) {
            var node = graph.node[place]
            guard !node.input.isEmpty else {
                throw .malformed(path: path, place: quoted(change.output), reason: "its node has no input")
            }
            let replaced: Set = ["auto_pad", "ceil_mode", "strides", "dilations", "pads", "count_include_pad"]
            node.attribute.removeAll { replaced.contains($0.name ?? "") }
            node.input[0] = change.input
            // AveragePool has dilations since operator set 19.
            let dilations = node.opType == "AveragePool" && change.dilations == [1, 1] ? [] : change.dilations
            node.attribute += [("strides", change.strides), ("dilations", dilations), ("pads", change.pads)]
                .filter { !$0.1.isEmpty }.map { Self.attribute($0, $1) }
            if let counts = change.countsPadding {
                node.attribute.append(Self.attribute("count_include_pad", counts ? 1 : 0))
            }
            graph.node[place] = node
        }
        // Shapes after the window may differ.
        graph.valueInfo = []
    }

    private func requireNode(_ layer: String) throws(GraphError) {
        guard graph.node.contains(where: { $0.output.contains(layer) }) else {
            throw .malformed(path: path, place: quoted(layer), reason: "no node of the file produces this value")
        }
    }

    /// Removes nodes and weights that `value` does not depend on, and the descriptions of values in between.
    mutating func cut(after value: String) {
        var needed: Set<String> = [value]
        var kept: [NodeProto] = []
        for node in graph.node.reversed() where node.output.contains(where: needed.contains) {
            kept.append(node)
            needed.formUnion(node.input.filter { !$0.isEmpty })
        }
        graph.node = kept.reversed()
        let stored = Set(graph.initializer.compactMap(\.name))
        graph.initializer.removeAll { !needed.contains($0.name ?? "") }
        graph.input.removeAll { stored.contains($0.name ?? "") && !needed.contains($0.name ?? "") }
        // These may describe values that are gone.
        graph.valueInfo = []
        graph.quantizationAnnotation = []
    }

    /// Returns a unique name: `name`, with underscores appended if it is taken.
    private func fresh(_ name: String) -> String {
        var taken = Set(graph.initializer.compactMap(\.name)).union(graph.input.compactMap(\.name))
        for node in graph.node { taken.formUnion(node.output) }
        var result = name
        while taken.contains(result) { result += "_" }
        return result
    }

    private mutating func add(_ tensor: Tensor, name: String) {
        var proto = TensorProto()
        proto.name = name
        proto.dims = tensor.shape.extents.map(Int64.init)
        proto.dataType = 1
        proto.floatData = tensor.values
        graph.initializer.append(proto)
    }

    private static func node(
        _ operatorName: String, _ inputs: [String], _ output: String, _ integers: [String: Int] = [:]
    ) -> NodeProto {
        var node = NodeProto()
        node.opType = operatorName
        node.name = "head/" + output
        node.input = inputs
        node.output = [output]
        node.attribute = integers.sorted { $0.key < $1.key }.map { attribute($0.key, $0.value) }
        return node
    }

    private static func attribute(_ name: String, _ value: Int) -> AttributeProto {
        var attribute = AttributeProto()
        (attribute.name, attribute.i, attribute.type) = (name, Int64(value), 2)
        return attribute
    }

    private static func attribute(_ name: String, _ values: [Int]) -> AttributeProto {
        var attribute = AttributeProto()
        (attribute.name, attribute.ints, attribute.type) = (name, values.map(Int64.init), 7)
        return attribute
    }
}
