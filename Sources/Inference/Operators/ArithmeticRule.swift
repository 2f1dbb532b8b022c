import Kernels
import Tensors

extension Lowering {
    /// `Add`, `Sub`, `Mul`, `Div`: of two values, or of a value and a constant.
    static let arithmeticRules: [String: Rule] = [
        "Add": rule(.add), "Sub": rule(.subtract), "Mul": rule(.multiply), "Div": rule(.divide),
    ]

    private static func rule(_ operation: BinaryOperation) -> Rule {
        Rule(attributes: []) { reader throws(InferenceError) in
            let output = try reader.outputShape()
            if reader.isConstant(0) || reader.isConstant(1) {
                let constantIndex = reader.isConstant(1) ? 1 : 0
                let constant = try reader.weights(constantIndex)
                let value = try reader.shape(1 - constantIndex)
                guard value == output, constant.shape.rank <= value.rank else {
                    throw reader.refusal(
                        "\(value) with a constant of \(constant.shape) makes \(output), which is larger")
                }
                if constantIndex == 0, operation == .subtract || operation == .divide {
                    throw reader.refusal("a constant on the left is not supported")
                }
                let padding = [Int](repeating: 1, count: value.rank - constant.shape.rank)
                return try elementwise(
                    reader, operation, constant.reshaped(Shape(padding + constant.shape.extents)), value: value,
                    input: try reader.input(1 - constantIndex))
            }
            let shapes = (try reader.shape(0), try reader.shape(1))
            guard shapes.0.rank == shapes.1.rank, shapes.0 == output || shapes.1 == output else {
                throw reader.refusal("\(shapes.0) with \(shapes.1) is a broadcast that is not supported")
            }
            var inputs = [try reader.input(0), try reader.input(1)]
            if shapes.0 != output {
                guard operation == .add || operation == .multiply else {
                    throw reader.refusal("\(shapes.0) with \(shapes.1) is a broadcast that is not supported")
                }
                inputs.reverse()
            }
            return try reader.layer(.binary(operation), inputs: inputs)
        }
    }

    /// A constant that has one value a channel is a scale or shift, which folds into the layer before.
    private static func elementwise(
        _ reader: NodeReader, _ operation: BinaryOperation, _ constant: Tensor, value: Shape, input: String
    ) throws(InferenceError) -> Layer {
        let perChannel =
            value.rank >= 2 && constant.shape.extents.enumerated().allSatisfy { $0.offset == 1 || $0.element == 1 }
        guard perChannel, operation != .divide || constant.values.allSatisfy({ $0 != 0 }) else {
            return try reader.layer(.binaryConstant(operation, constant), inputs: [input])
        }
        let channels = value[1]
        let values =
            constant.values.count == 1 ? [Float](repeating: constant.values[0], count: channels) : constant.values
        let ones = [Float](repeating: 1, count: channels)
        let zeros = [Float](repeating: 0, count: channels)
        switch operation {
        case .add: return try reader.layer(.scaleShift(scale: ones, shift: values), inputs: [input])
        case .subtract: return try reader.layer(.scaleShift(scale: ones, shift: values.map { -$0 }), inputs: [input])
        case .multiply: return try reader.layer(.scaleShift(scale: values, shift: zeros), inputs: [input])
        case .divide: return try reader.layer(.scaleShift(scale: values.map { 1 / $0 }, shift: zeros), inputs: [input])
        case .maximum, .minimum: return try reader.layer(.binaryConstant(operation, constant), inputs: [input])
        }
    }
}
