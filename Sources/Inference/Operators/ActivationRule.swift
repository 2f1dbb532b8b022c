import Kernels
import Tensors

extension Lowering {
    /// Functions of one element: `Relu`, `Clip`, and their like.
    static let activationRules: [String: Rule] = [
        "Relu": Rule(attributes: []) { reader throws(InferenceError) in try reader.layer(.activation(.relu)) },
        "Clip": Rule(attributes: ["min", "max"]) { reader throws(InferenceError) in
            let lower = try bound(reader, 1, "min", -Float.greatestFiniteMagnitude)
            let upper = try bound(reader, 2, "max", Float.greatestFiniteMagnitude)
            if lower == 0 && upper >= Float.greatestFiniteMagnitude { return try reader.layer(.activation(.relu)) }
            guard lower <= upper else {
                throw reader.refusal("its bounds \(lower) and \(upper) are in the wrong order")
            }
            return try reader.layer(.activation(.clip(lower: lower, upper: upper)))
        },
        "Sigmoid": Rule(attributes: []) { reader throws(InferenceError) in try reader.layer(.activation(.sigmoid)) },
        "Tanh": Rule(attributes: []) { reader throws(InferenceError) in try reader.layer(.activation(.tanh)) },
        "LeakyRelu": Rule(attributes: ["alpha"]) { reader throws(InferenceError) in
            try reader.layer(.activation(.leakyReLU(slope: try reader.float("alpha", default: 0.01))))
        },
        "HardSwish": Rule(attributes: []) { reader throws(InferenceError) in
            try reader.layer(.activation(.hardSwish))
        },
        "HardSigmoid": Rule(attributes: ["alpha", "beta"]) { reader throws(InferenceError) in
            try reader.layer(
                .activation(
                    .hardSigmoid(
                        slope: try reader.float("alpha", default: 0.2), offset: try reader.float("beta", default: 0.5)))
            )
        },
    ]

    /// A bound of Clip: an input since operator set 11, an attribute before.
    private static func bound(
        _ reader: NodeReader, _ index: Int, _ attribute: String, _ otherwise: Float
    ) throws(InferenceError) -> Float {
        guard reader.hasInput(index) else { return try reader.float(attribute, default: otherwise) }
        let tensor = try reader.tensor(index)
        guard tensor.values.count == 1, let value = tensor.values.first, !value.isNaN else {
            throw reader.refusal("its bound “\(try reader.input(index))” is not one number")
        }
        return value
    }
}
