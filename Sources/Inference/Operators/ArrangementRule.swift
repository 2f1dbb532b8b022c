import ONNX
import Tensors

extension Lowering {
    /// What moves or renames elements: `Concat`, `Flatten`, `Reshape`, `Squeeze`, `Unsqueeze`; and `Softmax`.
    static let arrangementRules: [String: Rule] = [
        "Concat": Rule(attributes: ["axis"]) { reader throws(InferenceError) in
            let rank = try reader.outputShape().rank
            let axis = try reader.integer("axis", default: 1)
            for index in reader.node.inputs.indices where reader.isConstant(index) {
                throw reader.refusal("a constant among its inputs is not supported")
            }
            return try reader.layer(.concatenation(axis: axis < 0 ? axis + rank : axis), inputs: reader.node.inputs)
        },
        "Flatten": Rule(attributes: ["axis"], lower: reshape),
        "Reshape": Rule(attributes: ["allowzero"], lower: reshape),
        "Squeeze": Rule(attributes: ["axes"], lower: reshape),
        "Unsqueeze": Rule(attributes: ["axes"], lower: reshape),
        "Identity": Rule(attributes: [], lower: reshape),
        "Dropout": Rule(attributes: ["ratio", "seed", "is_test"], lower: reshape),
        "Softmax": Rule(attributes: ["axis"]) { reader throws(InferenceError) in try softmax(reader, logarithm: false)
        },
        "LogSoftmax": Rule(attributes: ["axis"]) { reader throws(InferenceError) in
            try softmax(reader, logarithm: true)
        },
    ]

    private static let reshape: @Sendable (NodeReader) throws(InferenceError) -> Layer = {
        reader throws(InferenceError) in
        let (before, after) = (try reader.shape(0), try reader.outputShape())
        guard before.count == after.count else { throw reader.refusal("\(before) cannot become \(after)") }
        return try reader.layer(.reshape)
    }

    private static func softmax(_ reader: NodeReader, logarithm: Bool) throws(InferenceError) -> Layer {
        let shape = try reader.shape(0)
        let given = try reader.integer("axis", default: reader.opset < 13 ? 1 : -1)
        let axis = given < 0 ? given + shape.rank : given
        // Before operator set 13 the axes from `axis` on were one; the same thing when the rest have extent 1.
        if reader.opset < 13, shape.extents[(axis + 1)...].contains(where: { $0 != 1 }) {
            throw reader.refusal("a softmax over several axes of \(shape) is not supported")
        }
        return try reader.layer(.softmax(axis: axis, logarithm: logarithm))
    }
}
