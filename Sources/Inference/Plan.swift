import Units
import Kernels
import Tensors

/// A layer graph as a program for one batch size, with where to find what was asked for.
struct Plan: Sendable {
    let program: Program
    /// Place of each wanted value among the program's outputs.
    let outputs: [String: Int]
    /// Values whose magnitudes each run reports, in order.
    let probes: [String]
    /// Whether the magnitudes cannot vouch for the run.
    let isUnprovable: Bool
    /// Multiply-adds of each layer, by its label, for one image.
    let multiplyAdds: [String: Int]

    /// Prepares what `wanted` needs, `fused` or node by node with every value probed.
    init(
        _ graph: LayerGraph, wanted: [String], precision: Precision = .f32, isFused: Bool = true
    ) throws(InferenceError) {
        var graph = graph.reduced(to: wanted)
        let kept = Set(wanted)
        if isFused {
            graph = try graph.foldingScaleShifts(keeping: kept).fusingResiduals(keeping: kept)
                .fusingActivations(keeping: kept)
        }
        let bound = isFused ? MagnitudeBound(graph) : nil
        let probes = bound?.probes ?? graph.inputs + graph.layers.map(\.output)
        isUnprovable = bound?.isUnprovable ?? false
        self.probes = probes

        let builder = ProgramBuilder(precision: precision, usesBlocks: precision == .f32 && graph.usesWinograd)
        let layers = graph
        let (program, outputs) = try kernel { () throws(KernelError) in
            var values: [String: ProgramValue] = [:]
            for input in layers.inputs { values[input] = try builder.input(layers.shape(input)) }
            for layer in layers.layers { values[layer.output] = try builder.append(layer, layers, values) }
            var places: [String: Int] = [:]
            for name in wanted {
                if let value = values[name] { places[name] = try builder.output(value, label: name) }
            }
            for name in probes {
                if let value = values[name] { _ = builder.probe(value) }
            }
            return (try builder.build(), places)
        }
        self.program = program
        multiplyAdds = layers.layers.reduce(into: [:]) { $0[$1.label] = layers.multiplyAdds(of: $1) }
        self.outputs = outputs
    }
}

extension LayerGraph {
    /// Whether any of its convolutions is faster by Winograd's algorithm, which then decides how all maps lie.
    fileprivate var usesWinograd: Bool {
        layers.contains { layer in
            guard case .convolution(let weights, _, let geometry) = layer.operation else { return false }
            return ConvolutionChoice.usesWinograd(
                weights: weights.shape, geometry: geometry, post: layer.post,
                output: Array(shape(layer.output).extents[2...]))
        }
    }
}

extension ProgramBuilder {
    fileprivate func append(
        _ layer: Layer, _ graph: LayerGraph, _ values: [String: ProgramValue]
    ) throws(KernelError) -> ProgramValue {
        let label = layer.label
        let inputs = layer.inputs.compactMap { values[$0] }
        precondition(inputs.count == layer.inputs.count && !inputs.isEmpty, "\(label) comes before its inputs")
        let first = inputs[0]
        let target = graph.shape(layer.output)
        switch layer.operation {
        case .convolution(let weights, let bias, let geometry):
            return try convolution(
                first, weights: weights, bias: bias, geometry: geometry, post: layer.post,
                residual: layer.residual.flatMap { values[$0] }, label: label)
        case .scaleShift(let scale, let shift):
            // A depthwise 1×1 convolution for maps; for vectors the library's own arithmetic.
            let channels = scale.count
            if target.rank == 4 {
                return try convolution(
                    first, weights: Tensor(shape: [channels, 1, 1, 1], values: scale), bias: shift,
                    geometry: ConvolutionGeometry(groups: channels), post: layer.post, label: label)
            }
            let extents = Shape([1, channels] + [Int](repeating: 1, count: max(0, target.rank - 2)))
            let scaled = try binary(.multiply, first, constant: Tensor(shape: extents, values: scale), label: label)
            return try binary(.add, scaled, constant: Tensor(shape: extents, values: shift), label: label)
        case .activation(let function): return try activation(first, function, label: label)
        case .pooling(let kind, let geometry):
            return try pooling(
                first, kind: kind, geometry: geometry, extents: Array(target.extents[2...]), label: label)
        case .globalPooling(let kind):
            let extents = Array(shape(of: first).extents[2...])
            let pooled = try pooling(
                first, kind: kind == .maximum ? .maximum : .average(includesPadding: false),
                geometry: PoolingGeometry(kernel: extents, strides: [1, 1]), extents: [1, 1], label: label)
            return target.rank == 4 ? pooled : try reshape(pooled, to: target, label: label)
        case .linear(let weights, let bias):
            return try linear(first, weights: weights, bias: bias, post: layer.post, label: label)
        case .binary(let operation): return try binary(operation, first, inputs[1], label: label)
        case .binaryConstant(let operation, let constant):
            return try binary(operation, first, constant: constant, label: label)
        case .concatenation(let axis): return try concatenation(inputs, axis: axis, label: label)
        case .reshape: return try reshape(first, to: target, label: label)
        case .softmax(let axis, let logarithm):
            return try softmax(first, axis: axis, logarithm: logarithm, label: label)
        }
    }
}
