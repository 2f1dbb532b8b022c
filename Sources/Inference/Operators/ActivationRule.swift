import Kernels
import ONNX
import Tensors

extension Lowering {
    /// Elementwise functions: `Relu`, `Clip` and others.
    ///
    /// The bounds of `Clip`, the slopes of `PRelu` and the exponent of `Pow` must be constants. `Erf` is supported only
    /// inside GELU, and `Cast` only to float32.
    static let activationRules: [String: Rule] = [
        "Relu": function { _ in .relu },
        "Sigmoid": function { _ in .sigmoid },
        "Tanh": function { _ in .tanh },
        "HardSwish": function { _ in .hardSwish },
        "Softplus": function { _ in .softplus },
        "Mish": function { _ in .mish },
        "Exp": function { _ in .exponential },
        "Log": function { _ in .logarithm },
        "Sqrt": function { _ in .squareRoot },
        "Abs": function { _ in .absolute },
        "Neg": function { _ in .linear(slope: -1, offset: 0) },
        "Reciprocal": function { _ in .power(scale: 1, exponent: -1) },
        "Clip": function(["min", "max"], clip),
        "LeakyRelu": function(["alpha"]) { reader throws(InferenceError) in
            .leakyReLU(slope: try reader.float("alpha", default: 0.01))
        },
        "HardSigmoid": function(["alpha", "beta"]) { reader throws(InferenceError) in
            .hardSigmoid(
                slope: try reader.float("alpha", default: 0.2), offset: try reader.float("beta", default: 0.5))
        },
        "Elu": function(["alpha"]) { reader throws(InferenceError) in
            .elu(slope: try reader.float("alpha", default: 1))
        },
        "Selu": function(["alpha", "gamma"]) { reader throws(InferenceError) in
            .selu(
                slope: try reader.float("alpha", default: 1.673_263_2),
                scale: try reader.float("gamma", default: 1.050_701))
        },
        "Celu": function(["alpha"]) { reader throws(InferenceError) in
            let width = try reader.float("alpha", default: 1)
            guard width != 0 else { throw reader.refusal("its alpha is 0") }
            return .celu(width: width)
        },
        "Gelu": function(["approximate"]) { reader throws(InferenceError) in
            switch try reader.string("approximate", default: "none") {
            case "none": return .gelu
            case "tanh": return .geluTanh
            case let other: throw reader.refusal("unknown value “\(other)” of approximate")
            }
        },
        "Pow": function { reader throws(InferenceError) in
            let exponent = try reader.weights(1)
            guard exponent.values.count == 1, try reader.outputShape() == reader.shape(0) else {
                throw reader.refusal("only a single exponent is supported, not \(exponent.shape)")
            }
            switch exponent.values[0] {
            case 1: return .linear(slope: 1, offset: 0)
            case 2: return .square
            case 0.5: return .squareRoot
            case let other: return .power(scale: 1, exponent: other)
            }
        },
        "PRelu": Rule(attributes: []) { reader throws(InferenceError) in
            let (slopes, shape) = (try reader.weights(1), try reader.shape(0))
            let missing = shape.rank - slopes.shape.rank
            guard missing >= 0,
                slopes.shape.extents.enumerated().allSatisfy({ $1 == 1 || $1 == shape[$0 + missing] })
            else { throw reader.refusal("slopes of \(slopes.shape) do not fit a value of \(shape)") }
            let extents = [Int](repeating: 1, count: missing) + slopes.shape.extents
            return try reader.layer(.parametricReLU(slopes.reshaped(Shape(extents))))
        },
        "Erf": Rule(attributes: []) { reader throws(InferenceError) in try reader.layer(.errorFunction) },
        "Cast": Rule(attributes: ["to", "saturate"]) { reader throws(InferenceError) in
            guard try reader.integer("to", default: 0) == 1 else {
                throw reader.refusal("only casts to float32 are supported")
            }
            return try reader.layer(.reshape)
        },
    ]

    private static func function(
        _ attributes: Set<String> = [],
        _ activation: @escaping @Sendable (NodeReader) throws(InferenceError) -> Activation
    ) -> Rule {
        Rule(attributes: attributes) { reader throws(InferenceError) in
            try reader.layer(.activation(try activation(reader)))
        }
    }

    private static let clip: @Sendable (NodeReader) throws(InferenceError) -> Activation = {
        reader throws(InferenceError) in
        let lower = try bound(reader, 1, "min", -Float.greatestFiniteMagnitude)
        let upper = try bound(reader, 2, "max", Float.greatestFiniteMagnitude)
        if lower == 0 && upper >= Float.greatestFiniteMagnitude { return .relu }
        guard lower <= upper else {
            throw reader.refusal("its lower bound \(lower) exceeds its upper bound \(upper)")
        }
        return .clip(lower: lower, upper: upper)
    }

    /// Returns a bound of Clip, which is an input since operator set 11 and an attribute before.
    private static func bound(
        _ reader: NodeReader, _ index: Int, _ attribute: String, _ otherwise: Float
    ) throws(InferenceError) -> Float {
        guard reader.hasInput(index) else {
            guard case .float(let value)? = reader.node.attributes[attribute] else { return otherwise }
            if value.isNaN { throw reader.refusal("its bound “\(attribute)” is not a number") }
            return value
        }
        let tensor = try reader.tensor(index)
        guard tensor.values.count == 1, let value = tensor.values.first, !value.isNaN else {
            throw reader.refusal("its bound “\(try reader.input(index))” is not a single number")
        }
        return value
    }
}
