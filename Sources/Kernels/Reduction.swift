import COneDNN
import Tensors

/// The kind of a reduction.
package enum ReductionKind: Sendable, Equatable {
    case mean, sum, product, maximum, minimum

    var algorithm: dnnl_alg_kind_t {
        switch self {
        case .mean: dnnl_reduction_mean
        case .sum: dnnl_reduction_sum
        case .product: dnnl_reduction_mul
        case .maximum: dnnl_reduction_max
        case .minimum: dnnl_reduction_min
        }
    }
}

extension ProgramBuilder {
    /// Reduces `axes` to extent 1.
    package func reduction(
        _ input: ProgramValue, _ kind: ReductionKind, axes: [Int], label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: input)
        var extents = source.extents
        for axis in axes { extents[axis] = 1 }
        if extents == source.extents { return input }
        let precision = layout(of: input).precision
        let value = try converted(input, to: try Layout.plain(source.extents, precision), label: label)
        var description = dnnl_reduction_desc_t()
        let target = try Layout.plain(extents, precision)
        var (s, d) = (layout(of: value).descriptor, target.descriptor)
        let status = unsafe dnnl_reduction_desc_init(&description, kind.algorithm, &s, &d, 0, 0)
        try check(status, "describing a reduction", "\(label): \(source) over \(axes)")
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: []), operation: "a reduction", detail: label)
        let result = newValue(Shape(extents), target)
        append(primitive, [(DNNL_ARG_SRC, value)], output: result, label: label)
        return result
    }
}
