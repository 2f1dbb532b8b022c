import COneDNN
import Tensors

/// The kind of a pooling operation.
package enum PoolingKind: Sendable, Equatable {
    case maximum
    /// The mean of the cells inside the image, or of the whole window including padding.
    case average(includesPadding: Bool)
}

/// A pooling window. Pads are [top, left, bottom, right], others [vertical, horizontal].
package struct PoolingGeometry: Sendable, Equatable {
    package var kernel: [Int]
    package var strides: [Int]
    package var dilations: [Int]
    package var pads: [Int]

    /// Creates the geometry of a pooling window.
    package init(kernel: [Int], strides: [Int], dilations: [Int] = [1, 1], pads: [Int] = [0, 0, 0, 0]) {
        self.kernel = kernel
        self.strides = strides
        self.dilations = dilations
        self.pads = pads
    }
}

extension ProgramBuilder {
    /// Pools `input` [N, C, H, W] to [N, C, `extents`].
    ///
    /// The pads must make the windows fit exactly, and no window may start in the padding at the end.
    package func pooling(
        _ input: ProgramValue, kind: PoolingKind, geometry: PoolingGeometry, extents: [Int],
        post: [PostOperation] = [], label: String
    ) throws(KernelError) -> ProgramValue {
        let source = shape(of: input).extents
        let target = Array(source[0..<2]) + extents
        let detail = "\(label): \(Shape(source)) to \(Shape(target)), window \(geometry.kernel)"
        let algorithm =
            switch kind {
            case .maximum: dnnl_pooling_max
            case .average(includesPadding: true): dnnl_pooling_avg_include_padding
            case .average(includesPadding: false): dnnl_pooling_avg_exclude_padding
            }
        let converted = try converted(input, to: try native(source), label: label)
        var description = dnnl_pooling_v2_desc_t()
        var (s, d) = (layout(of: converted).descriptor, try Layout.any(target, precision).descriptor)
        let status = unsafe dnnl_pooling_v2_forward_desc_init(
            &description, dnnl_forward_inference, algorithm, &s, &d, geometry.strides.map(Int64.init),
            geometry.kernel.map(Int64.init), geometry.dilations.map { Int64($0 - 1) },
            geometry.pads[0..<2].map(Int64.init), geometry.pads[2..<4].map(Int64.init))
        try check(status, "describing a pooling", detail)
        let primitive = try Primitive.make(
            description, attributes: try PrimitiveAttributes(post: post), operation: "a pooling", detail: detail)
        let result = newValue(Shape(target), primitive.destination)
        append(primitive, [(DNNL_ARG_SRC, converted)], output: result, label: label)
        return result
    }
}
