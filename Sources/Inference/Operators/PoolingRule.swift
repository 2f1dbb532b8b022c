import ONNX
import Kernels
import Tensors
import Units

extension Lowering {
    /// `MaxPool`, `AveragePool`, `GlobalAveragePool`, `GlobalMaxPool`, and `ReduceMean` or `ReduceMax` over a map.
    static let poolingRules: [String: Rule] = [
        "MaxPool": Rule(
            attributes: [
                "auto_pad", "ceil_mode", "dilations", "kernel_shape", "pads", "storage_order", "strides",
            ]
        ) { reader throws(InferenceError) in try pooling(reader) { _ in .maximum } },
        "AveragePool": Rule(
            attributes: [
                "auto_pad", "ceil_mode", "count_include_pad", "dilations", "kernel_shape", "pads", "strides",
            ]
        ) { reader throws(InferenceError) in
            let counted = try reader.integer("count_include_pad", default: 0) != 0
            return try pooling(reader) { _ in .average(includesPadding: counted) }
        },
        "GlobalAveragePool": Rule(attributes: []) { reader throws(InferenceError) in
            try reader.layer(.globalPooling(.average))
        },
        "GlobalMaxPool": Rule(attributes: []) { reader throws(InferenceError) in
            try reader.layer(.globalPooling(.maximum))
        },
        "ReduceMean": Rule(attributes: ["axes", "keepdims", "noop_with_empty_axes"]) { reader throws(InferenceError) in
            try reduction(reader, .average)
        },
        "ReduceMax": Rule(attributes: ["axes", "keepdims", "noop_with_empty_axes"]) { reader throws(InferenceError) in
            try reduction(reader, .maximum)
        },
    ]

    private static func pooling(
        _ reader: NodeReader, _ kind: (NodeReader) throws(InferenceError) -> PoolingKind
    ) throws(InferenceError) -> Layer {
        guard let kernel = try reader.integers("kernel_shape") else { throw reader.refusal("it has no kernel_shape") }
        let ceil = try reader.integer("ceil_mode", default: 0) != 0
        let window = try reader.window(kernel: kernel)
        let input = try reader.shape(0).extents
        let output = try reader.outputShape().extents
        var pads = window.pads
        for axis in 0..<2 {
            // With ceil_mode the last window may hang over the padded edge: the pad grows (or shrinks) to what it reaches.
            let reach = (output[axis + 2] - 1) * window.strides[axis] + window.dilations[axis] * (kernel[axis] - 1) + 1
            pads[axis + 2] = reach - input[axis + 2] - pads[axis]
        }
        let kind = try kind(reader)
        if case .average(includesPadding: true) = kind, ceil, pads != window.pads,
            (0..<2).contains(where: { pads[$0 + 2] > window.pads[$0 + 2] })
        {
            throw reader.refusal("ceil_mode together with count_include_pad, where a window leaves the padding")
        }
        return try reader.layer(
            .pooling(
                kind,
                PoolingGeometry(kernel: kernel, strides: window.strides, dilations: window.dilations, pads: pads)))
    }

    private static func reduction(_ reader: NodeReader, _ pooling: Pooling) throws(InferenceError) -> Layer {
        let rank = try reader.shape(0).rank
        let axes = try reader.hasInput(1) ? reader.integers(1) : reader.integers("axes") ?? Array(0..<rank)
        guard rank == 4, Set(axes.map { $0 < 0 ? $0 + rank : $0 }) == [2, 3] else {
            throw reader.refusal("only a reduction over height and width of a map is run, and this one is over \(axes)")
        }
        return try reader.layer(.globalPooling(pooling))
    }
}
