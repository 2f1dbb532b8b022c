import Tensors

extension Lowering {
    /// `Softmax` and `LogSoftmax`: along one axis since operator set 13, before that over all axes from `axis` on.
    static let softmaxRules: [String: Rule] = [
        "Softmax": Rule(attributes: ["axis"]) { (reader) throws(InferenceError) -> [Layer] in
            try softmax(reader, logarithm: false)
        },
        "LogSoftmax": Rule(attributes: ["axis"]) { (reader) throws(InferenceError) -> [Layer] in
            try softmax(reader, logarithm: true)
        },
    ]

    private static func softmax(_ reader: NodeReader, logarithm: Bool) throws(InferenceError) -> [Layer] {
        let shape = try reader.shape(0)
        let axis = try reader.axis(try reader.integer("axis", default: reader.opset < 13 ? 1 : -1), rank: shape.rank)
        let rest = shape.extents[(axis + 1)...].reduce(1, *)
        if reader.opset >= 13 || rest == 1 {
            return [try reader.layer(.softmax(axis: axis, logarithm: logarithm))]
        }
        let rows = Shape([shape.extents[..<axis].reduce(1, *), shape[axis] * rest])
        let (before, after) = (reader.between(1), reader.between(2))
        return [
            try reader.layer(.reshape, inputs: [try reader.input(0)], output: before, shape: rows),
            try reader.layer(.softmax(axis: 1, logarithm: logarithm), inputs: [before], output: after, shape: rows),
            try reader.layer(.reshape, inputs: [after]),
        ]
    }
}
