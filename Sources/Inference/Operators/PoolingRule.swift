import ONNX
import Kernels
import Tensors

extension Lowering {
    /// `MaxPool` and `AveragePool` in two dimensions, with all of their attributes.
    ///
    /// Not supported: the second output of `MaxPool`, windows with nothing but padding, and `ceil_mode` together with
    /// `count_include_pad` if a window extends beyond the padding, for which runtimes differ.
    static let poolingRules: [String: Rule] = [
        "MaxPool": Rule(
            attributes: [
                "auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides",
            ]
        ) { reader throws(InferenceError) in try pooling(reader, .maximum) },
        "AveragePool": Rule(
            attributes: [
                "auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides",
            ]
        ) { reader throws(InferenceError) in
            let counted = try reader.integer("count_include_pad", default: 0) != 0
            return try pooling(reader, .average(includesPadding: counted))
        },
    ]

    private static func pooling(
        _ reader: NodeReader, _ kind: PoolingKind
    ) throws(InferenceError) -> Layer {
        guard let kernel = try reader.integers("kernel_shape") else { throw reader.refusal("it has no kernel_shape") }
        let ceil = try reader.integer("ceil_mode", default: 0) != 0
        let window = try reader.window(kernel: kernel)
        let input = try reader.shape(0).extents
        let output = try reader.outputShape().extents
        var pads = window.pads
        for axis in 0..<2 {
            // With ceil_mode the last window may extend beyond the padding, so the pad is adjusted to its end.
            let reach = (output[axis + 2] - 1) * window.strides[axis] + window.dilations[axis] * (kernel[axis] - 1) + 1
            pads[axis + 2] = reach - input[axis + 2] - pads[axis]
        }
        for axis in 0..<2 {
            let (extent, pad, step) = (input[axis + 2], pads[axis], window.dilations[axis])
            let seesNothing = (0..<output[axis + 2]).contains { cell in
                let first = cell * window.strides[axis] - pad
                return !(0..<kernel[axis]).contains { (0..<extent).contains(first + $0 * step) }
            }
            if seesNothing { throw reader.refusal("a window of \(kernel) contains nothing but padding \(window.pads)") }
        }
        if case .average(includesPadding: true) = kind, ceil, pads != window.pads,
            (0..<2).contains(where: { pads[$0 + 2] > window.pads[$0 + 2] })
        {
            throw reader.refusal(
                "ceil_mode with count_include_pad is not supported if a window extends beyond the padding")
        }
        return try reader.layer(
            .pooling(
                kind,
                PoolingGeometry(kernel: kernel, strides: window.strides, dilations: window.dilations, pads: pads)))
    }
}
