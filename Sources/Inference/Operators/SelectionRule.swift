import ONNX
import Tensors

extension Lowering {
    /// Operators that select a part of a value or pad it: `Slice`, `Split`, `Gather`, `Pad`.
    ///
    /// Positions must be constants. Supported are `Slice` with a step of 1, `Gather` with at most 256 runs of consecutive
    /// indices, and `Pad` in mode `constant` with pads that are not negative.
    static let selectionRules: [String: Rule] = [
        "Slice": Rule(attributes: ["starts", "ends", "axes"]) { reader throws(InferenceError) in
            let ranges = try inGraph { () throws(GraphError) in
                try reader.graph.sliceRanges(of: reader.node, shapes: reader.shapes)
            }
            if let range = ranges.first(where: { $0.step != 1 && $0.count > 1 }) {
                throw reader.refusal("a step of \(range.step) is not supported")
            }
            return try reader.layer(.slice(starts: ranges.map(\.start)))
        },
        "Split": Rule(attributes: ["axis", "split", "num_outputs"]) { (reader) throws(InferenceError) -> [Layer] in
            let shape = try reader.shape(0)
            let axis = try reader.axis(try reader.integer("axis", default: 0), rank: shape.rank)
            var starts = [Int](repeating: 0, count: shape.rank)
            var layers: [Layer] = []
            for output in reader.node.outputs {
                guard let part = reader.shapes[output] else { throw reader.refusal("an output has no name") }
                layers.append(
                    try reader.layer(.slice(starts: starts), inputs: [try reader.input(0)], output: output))
                starts[axis] += part[axis]
            }
            return layers
        },
        "Gather": Rule(attributes: ["axis"]) { (reader) throws(InferenceError) -> [Layer] in
            let (shape, chosen) = (try reader.shape(0), try reader.shape(1))
            let axis = try reader.axis(try reader.integer("axis", default: 0), rank: shape.rank)
            let indices = try reader.integers(1).map { $0 < 0 ? $0 + shape[axis] : $0 }
            guard indices.allSatisfy({ $0 >= 0 && $0 < shape[axis] }) else {
                throw reader.refusal("an index is outside axis \(axis) of \(shape)")
            }
            return try gathered(reader, indices, axis: axis, of: shape)
        },
        "Pad": Rule(attributes: ["mode", "pads", "value"]) { reader throws(InferenceError) in
            let mode = try reader.string("mode", default: "constant")
            guard mode == "constant" else { throw reader.refusal("the mode “\(mode)” is not supported") }
            let shape = try reader.shape(0)
            let given = try reader.hasInput(1) ? reader.integers(1) : reader.integers("pads") ?? []
            let axes = try reader.hasInput(3) ? reader.integers(3) : Array(0..<shape.rank)
            guard given.count == 2 * axes.count, given.allSatisfy({ $0 >= 0 }) else {
                throw reader.refusal("pads of \(given) are not supported")
            }
            var (before, after) = ([Int](repeating: 0, count: shape.rank), [Int](repeating: 0, count: shape.rank))
            for (place, axis) in axes.enumerated() {
                let axis = try reader.axis(axis, rank: shape.rank)
                (before[axis], after[axis]) = (given[place], given[place + axes.count])
            }
            let value = try reader.hasInput(2) ? reader.weights(2).values.first : reader.float("value", default: 0)
            return try reader.layer(.padding(before: before, after: after, value: value ?? 0))
        },
    ]

    /// Translates runs of consecutive indices to slices, which are concatenated.
    private static func gathered(
        _ reader: NodeReader, _ indices: [Int], axis: Int, of shape: Shape
    ) throws(InferenceError) -> [Layer] {
        var layers: [Layer] = []
        var parts: [String] = []
        var next = 0
        while next < indices.count {
            var count = 1
            while next + count < indices.count, indices[next + count] == indices[next] + count { count += 1 }
            var (starts, extents) = ([Int](repeating: 0, count: shape.rank), shape.extents)
            (starts[axis], extents[axis]) = (indices[next], count)
            let name = reader.between(parts.count + 1)
            layers.append(
                try reader.layer(
                    .slice(starts: starts), inputs: [try reader.input(0)], output: name, shape: Shape(extents)))
            parts.append(name)
            next += count
        }
        let final = try reader.outputShape()
        if parts.count == 1 { return layers + [try reader.layer(.reshape, inputs: parts)] }
        guard parts.count <= 256 else {
            throw reader.refusal("its indices form \(parts.count) runs; at most 256 are supported")
        }
        var extents = shape.extents
        extents[axis] = indices.count
        let joined = Layer.Operation.concatenation(axis: axis, constants: [:])
        if Shape(extents) == final { return layers + [try reader.layer(joined, inputs: parts)] }
        let whole = reader.between(0)
        return layers + [
            try reader.layer(joined, inputs: parts, output: whole, shape: Shape(extents)),
            try reader.layer(.reshape, inputs: [whole]),
        ]
    }
}
