import Kernels
import Tensors
import Units

/// The theoretical receptive field of each map of a network; if paths join, the union of their fields.
struct ReceptiveFields {
    private var fields: [String: ReceptiveField] = [:]

    init(_ graph: LayerGraph) {
        let axes = SpatialAxes(graph)
        for input in graph.inputs where graph.shape(input).rank == 4 { fields[input] = ReceptiveField() }
        for layer in graph.layers where axes[layer.output] != nil { fields[layer.output] = field(of: layer, axes) }
    }

    /// Returns the field; nil for values that are not maps or whose cells see the whole image.
    subscript(value: String) -> ReceptiveField? { fields[value] }

    private func field(of layer: Layer, _ axes: SpatialAxes) -> ReceptiveField? {
        let inputs = layer.inputs.map { fields[$0] }
        guard let first = inputs.first, var field = first else { return nil }
        switch layer.operation {
        case .convolution(let weights, _, let geometry):
            field.vertical.apply(weights.shape[2], geometry.dilations[0], geometry.strides[0], geometry.pads[0])
            field.horizontal.apply(weights.shape[3], geometry.dilations[1], geometry.strides[1], geometry.pads[1])
            // A fused residual is read cell by cell.
            guard layer.residual != nil, let other = inputs.last ?? nil else { return field }
            return field.union(other)
        case .pooling(_, let geometry):
            field.vertical.apply(geometry.kernel[0], geometry.dilations[0], geometry.strides[0], geometry.pads[0])
            field.horizontal.apply(geometry.kernel[1], geometry.dilations[1], geometry.strides[1], geometry.pads[1])
            return field
        case .padding(let before, _, _):
            guard let axis = axes[layer.output] else { return nil }
            field.vertical.apply(1, 1, 1, before[axis])
            field.horizontal.apply(1, 1, 1, before[axis + 1])
            return field
        // The cells keep their positions; only channels and the order of axes change.
        case .scaleShift, .activation, .errorFunction, .parametricReLU, .binaryConstant, .localResponseNormalization,
            .reshape, .transposition, .slice, .linear, .layerNormalization, .reduction, .softmax:
            return field
        case .binary, .concatenation:
            var union = field
            for input in inputs.dropFirst() {
                guard let input, let wider = union.union(input) else { return nil }
                union = wider
            }
            return union
        case .globalPooling, .expansion: return nil
        }
    }
}

extension ReceptiveFieldAxis {
    fileprivate mutating func apply(_ kernel: Int, _ dilation: Int, _ step: Int, _ pad: Int) {
        size += (kernel - 1) * dilation * stride
        offset -= pad * stride
        stride *= step
    }

    fileprivate func union(_ other: ReceptiveFieldAxis) -> ReceptiveFieldAxis? {
        guard stride == other.stride else { return nil }
        let start = min(offset, other.offset)
        return ReceptiveFieldAxis(
            size: max(offset + size, other.offset + other.size) - start, stride: stride, offset: start)
    }
}

extension ReceptiveField {
    fileprivate func union(_ other: ReceptiveField) -> ReceptiveField? {
        guard let vertical = vertical.union(other.vertical), let horizontal = horizontal.union(other.horizontal) else {
            return nil
        }
        return ReceptiveField(vertical: vertical, horizontal: horizontal)
    }
}
