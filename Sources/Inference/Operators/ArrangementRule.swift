import ONNX
import Tensors

extension Lowering {
    /// Operators that rearrange or concatenate elements: `Concat`, `Flatten`, `Reshape`, `Squeeze`, `Unsqueeze`, `Identity`,
    /// `Transpose`, `Expand`; and `Dropout`, which does nothing outside training.
    ///
    /// New shapes must be constants; parts of a `Concat` may be constants.
    static let arrangementRules: [String: Rule] = [
        "Concat": Rule(attributes: ["axis"]) { reader throws(InferenceError) in
            let axis = try reader.axis(
                try reader.integer("axis", default: 1), rank: try reader.outputShape().rank)
            var constants: [Int: Tensor] = [:]
            var inputs: [String] = []
            for index in reader.node.inputs.indices {
                if reader.isConstant(index) {
                    let constant = try reader.weights(index)
                    guard constant.shape.count > 0 else {
                        throw reader.refusal("“\(try reader.input(index))” has no elements (\(constant.shape))")
                    }
                    constants[index] = constant
                } else {
                    inputs.append(try reader.input(index))
                }
            }
            guard !inputs.isEmpty else { throw reader.refusal("concatenation of constants is not supported") }
            return try reader.layer(.concatenation(axis: axis, constants: constants), inputs: inputs)
        },
        "Flatten": Rule(attributes: ["axis"], lower: reshape),
        "Reshape": Rule(attributes: ["allowzero", "shape"], lower: reshape),
        "Squeeze": Rule(attributes: ["axes"], lower: reshape),
        "Unsqueeze": Rule(attributes: ["axes"], lower: reshape),
        "Identity": Rule(attributes: [], lower: reshape),
        "Dropout": Rule(attributes: ["ratio", "seed", "is_test"]) { reader throws(InferenceError) in
            if reader.hasInput(2), try reader.tensor(2).values != [0] {
                throw reader.refusal("it is in training mode; export the network in evaluation mode")
            }
            return try reshape(reader)
        },
        "Transpose": Rule(attributes: ["perm"]) { reader throws(InferenceError) in
            let rank = try reader.shape(0).rank
            let order = try reader.integers("perm") ?? (0..<rank).reversed()
            return try reader.layer(.transposition(order: order))
        },
        "Expand": Rule(attributes: []) { reader throws(InferenceError) in try reader.layer(.expansion) },
    ]

    private static let reshape: @Sendable (NodeReader) throws(InferenceError) -> Layer = {
        reader throws(InferenceError) in
        let (before, after) = (try reader.shape(0), try reader.outputShape())
        guard before.count == after.count else { throw reader.refusal("cannot reshape \(before) to \(after)") }
        return try reader.layer(.reshape)
    }
}
