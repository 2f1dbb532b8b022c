import Kernels
package import ONNX
import Tensors

/// A network read from a file, ready to be prepared for a batch size.
package struct Network: Sendable {
    package let path: String
    let graph: Graph

    /// Reads the file without preparing the network.
    package init(path: String) throws(InferenceError) {
        do {
            self.init(graph: try GraphReader.read(path: path), path: path)
        } catch {
            throw .graph(error)
        }
    }

    /// Creates a network from a graph in memory.
    package init(graph: Graph, path: String) {
        self.graph = graph
        self.path = path
    }

    /// The library, instruction set and choice of algorithms, which determine the bits of results together with the weights.
    package static var engine: String { EngineDescription.text }

    /// The network's inputs, with free dimensions.
    package var inputs: [ValueDescription] { graph.inputs }

    /// The names of the network's outputs.
    package var outputs: [String] { graph.outputs.map(\.name) }

    /// The version of the operator set.
    package var opset: Int { graph.opset }

    /// Returns the name of the image input with its channels, height and width as far as the file fixes them.
    package func imageInput() throws(InferenceError) -> (name: String, channels: Int?, height: Int?, width: Int?) {
        guard let input = graph.inputs.first, graph.inputs.count == 1 else {
            throw .badInput(
                name: graph.inputs.map(\.name).joined(separator: ", "),
                reason: "an image classifier must have one input, but this network has \(graph.inputs.count)")
        }
        guard let dimensions = input.dimensions else { return (input.name, nil, nil, nil) }
        guard dimensions.count == 4 else {
            throw .badInput(
                name: input.name, reason: "images N×C×H×W are required, but it has \(dimensions.count) axes")
        }
        let extents = dimensions.map { dimension -> Int? in
            if case .fixed(let extent) = dimension { extent } else { nil }
        }
        return (input.name, extents[1], extents[2], extents[3])
    }

    /// Returns the layers for inputs of the given shapes.
    func layers(inputs: [String: Shape]) throws(InferenceError) -> LayerGraph {
        for description in graph.inputs {
            guard let shape = inputs[description.name] else {
                throw .badInput(name: description.name, reason: "it is missing")
            }
            try check(shape, description)
        }
        if let unknown = inputs.keys.sorted().first(where: { name in !graph.inputs.contains { $0.name == name } }) {
            throw .badInput(
                name: unknown,
                reason:
                    "the network has no such input; its inputs are \(graph.inputs.map(\.name).joined(separator: ", "))")
        }
        // Checked before shape inference, so that all unsupported operators are reported together.
        let unknown = Lowering.unsupported(in: graph).filter { !Self.foldable.contains($0.key) }
        if !unknown.isEmpty { throw .unsupportedOperators(unknown) }
        do {
            let folded = try graph.folded(inputs: inputs)
            return try Lowering.lower(folded.graph, shapes: folded.shapes)
        } catch let error as GraphError {
            throw .graph(error)
        } catch let error as InferenceError {
            throw error
        } catch {
            throw .badInput(name: path, reason: "\(error)")
        }
    }

    /// The operators of exporters' shape arithmetic, which is evaluated before the network is prepared.
    private static let foldable: Set<String> = [
        "And", "Ceil", "Constant", "ConstantOfShape", "Equal", "Floor", "Greater", "GreaterOrEqual", "Less",
        "LessOrEqual", "Mod", "Not", "Or", "Range", "Shape", "Size", "Where",
    ]

    private func check(_ shape: Shape, _ description: ValueDescription) throws(InferenceError) {
        guard let dimensions = description.dimensions else { return }
        guard dimensions.count == shape.rank else {
            throw .badInput(
                name: description.name, reason: "it has \(dimensions.count) axes, but the array is \(shape)")
        }
        for (axis, dimension) in dimensions.enumerated() {
            // Many exporters write a batch of any size as 1.
            if case .fixed(let extent) = dimension, extent != shape[axis], !(axis == 0 && extent == 1) {
                throw .badInput(
                    name: description.name, reason: "axis \(axis) is \(extent), but the array is \(shape)")
            }
        }
    }

    /// Returns the operators, parameters and cost for one image of the given extents, dilated as `classifier`.
    package func cost(
        channels: Int, height: Int, width: Int, classifier: Classifier
    ) throws(InferenceError) -> NetworkCost {
        let layers = try layers(for: classifier, input: [1, channels, height, width])
        return NetworkCost(
            operators: graph.nodes.reduce(into: [:]) { $0[$1.operatorName, default: 0] += 1 },
            parameters: graph.parameterCount, multiplyAdds: layers.multiplyAdds(batch: 1))
    }

    /// Finds the units and the head; with `layer`, the units of that layer.
    ///
    /// - Parameter dilation: The number of the backbone's last strides to replace by dilations; each one doubles the
    ///   resolution of the map.
    package func classifier(
        channels: Int, height: Int, width: Int, layer: String? = nil, dilation: Int = 0
    ) throws(InferenceError) -> Classifier {
        let graph = try layers(inputs: [try imageInput().name: [1, channels, height, width]])
        let found = try Classifier(graph, layer: layer)
        if dilation == 0 { return found }
        var result = try Classifier(try graph.dilated(for: found, levels: dilation), layer: found.layer)
        result.dilation = dilation
        // Without a head, the part after the layer was dropped, and the reason is already known.
        if found.head == nil { result.reasonWithoutHead = found.reasonWithoutHead }
        return result
    }

    /// Returns the value of the last convolution after its activation; nil if there is none.
    package func lastConvolution(channels: Int, height: Int, width: Int) throws(InferenceError) -> String? {
        try layers(inputs: [try imageInput().name: [1, channels, height, width]]).lastConvolution
    }

    /// Returns the layers for one image, as `classifier` uses them.
    func layers(for classifier: Classifier, input: Shape) throws(InferenceError) -> LayerGraph {
        let graph = try layers(inputs: [try imageInput().name: input])
        return try graph.dilated(for: classifier, levels: classifier.dilation)
    }
}

extension LayerGraph {
    /// Returns the layers that `classifier` needs, dilated.
    fileprivate func dilated(for classifier: Classifier, levels: Int) throws(InferenceError) -> LayerGraph {
        guard levels > 0 else { return self }
        let wanted = [classifier.layer] + (classifier.head == nil ? [] : outputs.prefix(1))
        return try reduced(to: wanted).foldingPads(keeping: Set(wanted))
            .dilated(levels: levels, before: classifier.layer)
    }
}
