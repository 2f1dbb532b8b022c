import Kernels
import Tensors
import Units

/// One operation of a network with its constants and parsed attributes.
struct Layer: Sendable {
    enum Operation: Sendable {
        /// Weights [O, C / groups, h, w], bias [O].
        case convolution(weights: Tensor, bias: [Float], geometry: ConvolutionGeometry)
        /// A factor and an addend for each channel (axis 1).
        case scaleShift(scale: [Float], shift: [Float])
        case activation(Activation)
        case pooling(PoolingKind, PoolingGeometry)
        /// [N, C, H, W] -> [N, C, 1, 1]
        case globalPooling(Pooling)
        /// [..., C] -> [..., O]; weights [O, C], bias [O].
        case linear(weights: Tensor, bias: [Float])
        case binary(BinaryOperation)
        /// With a constant on the right, or on the left if `isLeft`.
        case binaryConstant(BinaryOperation, Tensor, isLeft: Bool)
        /// The slopes have as many axes as the value.
        case parametricReLU(Tensor)
        /// erf(x), only supported as a part of GELU.
        case errorFunction
        /// Repeats the value along axes of extent 1.
        case expansion
        /// The constants have the given positions among the parts; the inputs have the others.
        case concatenation(axis: Int, constants: [Int: Tensor])
        case reshape
        /// Axis `i` of the result is axis `order[i]` of the input.
        case transposition(order: [Int])
        /// The elements from `starts` on; the output has their extents.
        case slice(starts: [Int])
        case padding(before: [Int], after: [Int], value: Float)
        case reduction(ReductionKind, axes: [Int])
        case softmax(axis: Int, logarithm: Bool)
        /// Over the axes from `axis` on, with one factor and one addend per element.
        case layerNormalization(axis: Int, scale: [Float], shift: [Float], epsilon: Float)
        case localResponseNormalization(size: Int, alpha: Float, beta: Float, bias: Float)
    }

    var operation: Operation
    /// The ONNX nodes that the layer replaces, in order.
    var nodes: [String]
    /// The operator of the first of these nodes.
    let operatorName: String
    /// The names of the inputs; a fused residual is last.
    var inputs: [String]
    var output: String
    /// Operations applied to the result before it is stored.
    var post: [PostOperation] = []
    /// The value that `PostOperation.sum` adds.
    var residual: String?
    /// The shape of an output that is not a value of the ONNX graph.
    var madeShape: Shape?

    init(_ operation: Operation, node: String, operatorName: String, inputs: [String], output: String) {
        self.operation = operation
        nodes = [node]
        self.operatorName = operatorName
        self.inputs = inputs
        self.output = output
    }

    var label: String { nodes.joined(separator: " + ") }
}

/// A network as layers in execution order. The first extent of shapes is the batch.
struct LayerGraph: Sendable {
    var layers: [Layer]
    let inputs: [String]
    let outputs: [String]
    var shapes: [String: Shape]

    /// Returns the layer that produces `value`; nil for an input.
    func producer(of value: String) -> Layer? {
        layers.first { $0.output == value }
    }

    /// Returns the first layer backwards from `value` that is not skipped; skipped layers have one input.
    func producer(of value: String, isSkipped: (Layer) -> Bool) -> Layer? {
        var layer = producer(of: value)
        while let skipped = layer, isSkipped(skipped) { layer = producer(of: skipped.inputs[0]) }
        return layer
    }

    /// Returns the number of layers that read each value.
    var readerCounts: [String: Int] {
        layers.reduce(into: [:]) { counts, layer in
            for input in layer.inputs { counts[input, default: 0] += 1 }
        }
    }

    func shape(_ value: String) -> Shape { shapes[value] ?? [] }

    /// Returns the graph reduced to the layers that `values` depend on.
    func reduced(to values: [String]) -> LayerGraph {
        var needed = Set(values)
        var kept: [Layer] = []
        for layer in layers.reversed() where needed.contains(layer.output) {
            kept.append(layer)
            needed.formUnion(layer.inputs)
        }
        var copy = self
        copy.layers = kept.reversed()
        return copy
    }
}
