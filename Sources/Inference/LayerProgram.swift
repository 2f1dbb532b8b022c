import Kernels
import Tensors
import Units

extension ProgramBuilder {
    /// Adds the operations of a layer; `values` contains the values of earlier layers.
    func append(
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
            return try scaleShift(first, scale, shift, target, layer.post, label: label)
        case .activation(let function): return try activation(first, function, label: label)
        case .parametricReLU(let slopes): return try parametricReLU(first, slopes: slopes, label: label)
        case .errorFunction: throw .library(status: "unimplemented", operation: "erf", detail: label)
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
            let rows = Shape([target.count / max(1, bias.count), weights.shape[1]])
            let vectors = target.rank == 2 ? first : try reshape(first, to: rows, label: label)
            let result = try linear(vectors, weights: weights, bias: bias, post: layer.post, label: label)
            return target.rank == 2 ? result : try reshape(result, to: target, label: label)
        case .binary(let operation):
            return try binary(operation, .value(first), .value(inputs[1]), label: label)
        case .binaryConstant(let operation, let constant, let isLeft):
            let operands = (BinaryOperand.value(first), BinaryOperand.constant(constant))
            return try binary(
                operation, isLeft ? operands.1 : operands.0, isLeft ? operands.0 : operands.1, label: label)
        default: return try arrange(layer, inputs, target)
        }
    }

    /// Adds operations that rearrange, concatenate, reduce or normalize.
    private func arrange(
        _ layer: Layer, _ inputs: [ProgramValue], _ target: Shape
    ) throws(KernelError) -> ProgramValue {
        let (first, label) = (inputs[0], layer.label)
        switch layer.operation {
        case .concatenation(let axis, let constants):
            var values = inputs[...]
            let parts = (0..<inputs.count + constants.count).compactMap { place -> ConcatenationPart? in
                constants[place].map { .constant($0) } ?? values.popFirst().map { .value($0) }
            }
            return try concatenation(parts, axis: axis, label: label)
        case .expansion:
            let expanded = try expanded(first, to: target.extents, label: label)
            return shape(of: expanded) == target ? expanded : try reshape(expanded, to: target, label: label)
        case .transposition(let order): return try transpose(first, order: order, label: label)
        case .slice(let starts): return try slice(first, from: starts, extents: target.extents, label: label)
        case .padding(let before, let after, let value):
            return try padding(first, before: before, after: after, value: value, label: label)
        case .reduction(let kind, let axes):
            let reduced = try reduction(first, kind, axes: axes, label: label)
            return shape(of: reduced) == target ? reduced : try reshape(reduced, to: target, label: label)
        case .softmax(let axis, let logarithm):
            return try softmax(first, axis: axis, logarithm: logarithm, label: label)
        case .layerNormalization(let axis, let scale, let shift, let epsilon):
            return try layerNormalization(
                first, axis: axis, scale: scale, shift: shift, epsilon: epsilon, label: label)
        case .localResponseNormalization(let size, let alpha, let beta, let bias):
            return try localResponseNormalization(
                first, size: size, alpha: alpha, beta: beta, bias: bias, label: label)
        default: return try reshape(first, to: target, label: label)
        }
    }

    /// Adds a scale and shift: one function if all channels have the same factor and addend, otherwise a depthwise 1×1
    /// convolution for maps and binary arithmetic for other values.
    private func scaleShift(
        _ input: ProgramValue, _ scale: [Float], _ shift: [Float], _ target: Shape, _ post: [PostOperation],
        label: String
    ) throws(KernelError) -> ProgramValue {
        let channels = scale.count
        if post.isEmpty, let (factor, addend) = uniform(scale, shift) {
            return try activation(input, .linear(slope: factor, offset: addend), label: label)
        }
        if target.rank == 4 {
            return try convolution(
                input, weights: Tensor(shape: [channels, 1, 1, 1], values: scale), bias: shift,
                geometry: ConvolutionGeometry(groups: channels), post: post, label: label)
        }
        let extents = Shape([1, channels] + [Int](repeating: 1, count: max(0, target.rank - 2)))
        let factors = BinaryOperand.constant(Tensor(shape: extents, values: scale))
        let addends = BinaryOperand.constant(Tensor(shape: extents, values: shift))
        let scaled = try binary(.multiply, .value(input), factors, label: label)
        return try binary(.add, .value(scaled), addends, label: label)
    }

    private func uniform(_ scale: [Float], _ shift: [Float]) -> (Float, Float)? {
        guard let factor = scale.first, let addend = shift.first, scale.allSatisfy({ $0 == factor }),
            shift.allSatisfy({ $0 == addend })
        else { return nil }
        return (factor, addend)
    }
}
