import Kernels
import Tensors
import Units

/// Finds the pooled layer and the head by walking back from a network's output.
///
/// Two forms are recognized: pooling, then a linear layer (Zhou et al. 2016); or a 1×1 convolution, an optional ReLU,
/// then an average (SqueezeNet). A final softmax is ignored.
struct HeadSearch {
    let graph: LayerGraph

    struct Finding {
        let layer: String
        let head: Head
        let logits: String
        let nodes: [String]
    }

    /// Returns the head of the first output that has one.
    func find() throws(InferenceError) -> Finding {
        var first: InferenceError?
        for output in graph.outputs {
            do throws(InferenceError) { return try find(from: output) } catch { first = first ?? error }
        }
        guard let first else { throw .noClassifier(node: "the graph", reason: "the network has no output") }
        guard graph.outputs.count > 1, case .noClassifier(let node, let reason) = first else { throw first }
        throw .noClassifier(
            node: node, reason: "\(reason); the other \(graph.outputs.count - 1) outputs have no head either"
        )
    }

    private func find(from output: String) throws(InferenceError) -> Finding {
        var value = output
        var nodes: [String] = []
        // The logits are the output of the last layer with weights; a softmax or reshape after it is ignored.
        while let layer = graph.producer(of: value), layer.isSoftmax || layer.isReshape {
            if layer.isSoftmax { nodes = [] } else { nodes = layer.nodes + nodes }
            value = layer.inputs[0]
        }
        guard let last = graph.producer(of: value) else {
            throw .noClassifier(node: value, reason: "the output is an input")
        }
        let logits = try logitsValue(output)
        switch last.operation {
        case .linear(let weights, let bias):
            return try poolThenLinear(weights, bias, last, logits, nodes)
        case .convolution(let weights, let bias, let geometry) where isPointwiseOnVector(last, weights, geometry):
            let matrix = weights.reshaped([weights.shape[0], weights.shape[1]])
            return try poolThenLinear(matrix, bias, last, logits, nodes)
        case .globalPooling(.average), .pooling:
            return try linearThenPool(last, logits, nodes)
        case .globalPooling(.maximum):
            throw .noClassifier(
                node: last.label,
                reason: "maximum pooling after class maps is not supported; only average pooling is")
        case .activation(.sigmoid):
            throw .noClassifier(
                node: last.label,
                reason: "the output is a sigmoid (multi-label), but softmax logits are required; export the network"
                    + " without it")
        default:
            throw .noClassifier(
                node: last.label,
                reason:
                    "expected a linear layer or average pooling before the output, found \(last.operatorName)"
            )
        }
    }

    /// Returns the value before a final softmax and changes of shape.
    private func logitsValue(_ output: String) throws(InferenceError) -> String {
        var value = output
        var result = output
        while let layer = graph.producer(of: value), layer.isSoftmax || layer.isReshape {
            value = layer.inputs[0]
            if layer.isSoftmax { result = value }
        }
        return result
    }

    private func isPointwiseOnVector(_ layer: Layer, _ weights: Tensor, _ geometry: ConvolutionGeometry) -> Bool {
        let input = graph.shape(layer.inputs[0])
        return geometry.groups == 1 && geometry.pads == [0, 0, 0, 0]
            && Array(input.extents[2...]) == Array(weights.shape.extents[2...]) && input[2] == 1 && input[3] == 1
    }

    private func poolThenLinear(
        _ weights: Tensor, _ bias: [Float], _ last: Layer, _ logits: String, _ after: [String]
    ) throws(InferenceError) -> Finding {
        let vector = last.inputs[0]
        guard let pooled = PooledMaps(vector, of: graph) else {
            let before = graph.producer(of: vector, isSkipped: \.isReshape)
            throw .noClassifier(
                node: before?.label ?? vector,
                reason:
                    "expected global average pooling before the linear layer “\(last.label)”, found"
                    + " \(before?.operatorName ?? "the network's input")"
            )
        }
        let layer = pooled.layer
        guard graph.shape(layer).rank == 4, graph.shape(layer)[1] == weights.shape[1] else {
            throw .noClassifier(
                node: last.label,
                reason: "its weights \(weights.shape) do not match the pooled maps \(graph.shape(layer))")
        }
        let (folded, addend) = pooled.folded(weights, bias)
        return Finding(
            layer: layer, head: Head(weights: folded, bias: addend, pooling: pooled.pooling, form: .poolThenLinear),
            logits: logits, nodes: pooled.nodes + last.nodes + after)
    }

    private func linearThenPool(
        _ pool: Layer, _ logits: String, _ after: [String]
    ) throws(InferenceError) -> Finding {
        guard graph.poolingOfWholeMap(pool) == .average else {
            throw .noClassifier(
                node: pool.label, reason: "the pooling before the output is not a global average")
        }
        var nodes = pool.nodes + after
        var value = pool.inputs[0]
        var isRectified = false
        if let layer = graph.producer(of: value), case .activation(.relu) = layer.operation {
            isRectified = true
            nodes = layer.nodes + nodes
            value = layer.inputs[0]
        }
        guard let convolution = graph.producer(of: value),
            case .convolution(let weights, let bias, let geometry) =
                convolution.operation
        else {
            throw .noClassifier(
                node: graph.producer(of: value)?.label ?? value,
                reason: "expected a 1×1 convolution before the average that produces the logits")
        }
        guard Array(weights.shape.extents[2...]) == [1, 1], geometry.groups == 1, geometry.strides == [1, 1] else {
            throw .noClassifier(
                node: convolution.label,
                reason: "expected a 1×1 convolution before the average, found \(weights.shape) with strides"
                    + " \(geometry.strides) in \(geometry.groups) groups")
        }
        let layer = convolution.inputs[0]
        let cells = graph.shape(convolution.output)[2] * graph.shape(convolution.output)[3]
        let border = cells - graph.shape(layer)[2] * graph.shape(layer)[3]
        let matrix = weights.reshaped([weights.shape[0], weights.shape[1]])
        return Finding(
            layer: layer,
            head: Head(
                weights: matrix, bias: bias, pooling: .average,
                form: .linearThenPool(rectified: isRectified, border: border)),
            logits: logits, nodes: convolution.nodes + nodes)
    }
}

extension Layer {
    var isSoftmax: Bool { if case .softmax = operation { true } else { false } }
    var isReshape: Bool { if case .reshape = operation { true } else { false } }
}
