import Kernels
import Tensors
import Units

extension Lowering {
    /// `ReduceMean`, `ReduceMax`, `ReduceMin`, `ReduceSum` and `ReduceProd` over constant axes, and global pooling.
    ///
    /// A mean or maximum over height and width of a map becomes global pooling, however it is expressed.
    static let reductionRules: [String: Rule] = [
        "GlobalAveragePool": Rule(attributes: []) { reader throws(InferenceError) in
            let rank = try reader.shape(0).rank
            return try reduction(reader, .mean, axes: Array(2..<max(2, rank)))
        },
        "GlobalMaxPool": Rule(attributes: []) { reader throws(InferenceError) in
            let rank = try reader.shape(0).rank
            return try reduction(reader, .maximum, axes: Array(2..<max(2, rank)))
        },
        "ReduceMean": rule(.mean), "ReduceMax": rule(.maximum), "ReduceMin": rule(.minimum), "ReduceSum": rule(.sum),
        "ReduceProd": rule(.product),
    ]

    private static func rule(_ kind: ReductionKind) -> Rule {
        Rule(attributes: ["axes", "keepdims", "noop_with_empty_axes"]) { reader throws(InferenceError) in
            let rank = try reader.shape(0).rank
            var axes: [Int] = []
            for axis in try reader.hasInput(1) ? reader.integers(1) : reader.integers("axes") ?? [] {
                axes.append(try reader.axis(axis, rank: rank))
            }
            if axes.isEmpty {
                if try reader.integer("noop_with_empty_axes", default: 0) != 0 { return try reader.layer(.reshape) }
                axes = Array(0..<rank)
            }
            return try reduction(reader, kind, axes: axes.sorted())
        }
    }

    private static func reduction(
        _ reader: NodeReader, _ kind: ReductionKind, axes: [Int]
    ) throws(InferenceError) -> Layer {
        if try reader.shape(0).rank == 4, axes == [2, 3] {
            if kind == .mean { return try reader.layer(.globalPooling(.average)) }
            if kind == .maximum { return try reader.layer(.globalPooling(.maximum)) }
        }
        return try reader.layer(.reduction(kind, axes: axes))
    }
}
