import Kernels
import Tensors
import Units

/// One operation of a network with its constants: an ONNX node whose attributes have been read.
struct Layer: Sendable {
    enum Operation: Sendable {
        /// Weights [O, C / groups, h, w], bias [O].
        case convolution(weights: Tensor, bias: [Float], geometry: ConvolutionGeometry)
        /// For each channel (axis 1) a factor and an addend.
        case scaleShift(scale: [Float], shift: [Float])
        case activation(Activation)
        case pooling(PoolingKind, PoolingGeometry)
        /// [N, C, H, W] -> [N, C, 1, 1]
        case globalPooling(Pooling)
        /// [..., C] -> [..., O]; weights [O, C], bias [O].
        case linear(weights: Tensor, bias: [Float])
        case binary(BinaryOperation)
        /// With a constant on the right, or on the left where `isLeft`.
        case binaryConstant(BinaryOperation, Tensor, isLeft: Bool)
        /// Slopes with as many axes as the value.
        case parametricReLU(Tensor)
        /// erf(x); runs as a part of GELU only.
        case errorFunction
        /// Repeats the value along axes of extent 1.
        case expansion
        /// The constants stand at the given places among the parts; the inputs take the others.
        case concatenation(axis: Int, constants: [Int: Tensor])
        case reshape
        /// Axis `i` of the result is axis `order[i]` of the input.
        case transposition(order: [Int])
        /// From `starts` on, as many elements as the output has.
        case slice(starts: [Int])
        case padding(before: [Int], after: [Int], value: Float)
        case reduction(ReductionKind, axes: [Int])
        case softmax(axis: Int, logarithm: Bool)
        /// Over the axes from `axis` on, with as many factors and addends.
        case layerNormalization(axis: Int, scale: [Float], shift: [Float], epsilon: Float)
        case localResponseNormalization(size: Int, alpha: Float, beta: Float, bias: Float)
    }

    var operation: Operation
    /// The ONNX nodes that the layer replaces, in order.
    var nodes: [String]
    /// The operator of the first of them.
    let operatorName: String
    /// The values read; a fused residual is last.
    var inputs: [String]
    var output: String
    /// Operations applied to the result before it is stored.
    var post: [PostOperation] = []
    /// The value that `PostOperation.sum` adds.
    var residual: String?
    /// Of an output that the ONNX graph does not have.
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

/// A network as layers in an order of execution. Shapes have the batch as their first extent.
struct LayerGraph: Sendable {
    var layers: [Layer]
    let inputs: [String]
    let outputs: [String]
    var shapes: [String: Shape]

    /// The layer that makes `value`; nil for an input.
    func producer(of value: String) -> Layer? {
        layers.first { $0.output == value }
    }

    /// The first layer going back from `value` that is not to be skipped; skipped layers have one input.
    func producer(of value: String, isSkipped: (Layer) -> Bool) -> Layer? {
        var layer = producer(of: value)
        while let skipped = layer, isSkipped(skipped) { layer = producer(of: skipped.inputs[0]) }
        return layer
    }

    /// How many layers read each value.
    var readerCounts: [String: Int] {
        layers.reduce(into: [:]) { counts, layer in
            for input in layer.inputs { counts[input, default: 0] += 1 }
        }
    }

    func shape(_ value: String) -> Shape { shapes[value] ?? [] }

    /// Only what `values` need.
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
