import Kernels
import ONNX
import Tensors

extension Lowering {
    /// `Add`, `Sub`, `Mul` and `Div` of two values, or of a value and a constant, with broadcasting as in NumPy; `Sum`,
    /// `Mean`, `Max` and `Min` of any number of values.
    ///
    /// The attribute `axis` of operator sets before 7 is not supported.
    static let arithmeticRules: [String: Rule] = [
        "Add": rule(.add), "Sub": rule(.subtract), "Mul": rule(.multiply), "Div": rule(.divide),
        "Sum": chain(.add), "Max": chain(.maximum), "Min": chain(.minimum), "Mean": chain(.add, isMean: true),
    ]

    private static func rule(_ operation: BinaryOperation) -> Rule {
        Rule(attributes: []) { reader throws(InferenceError) in
            guard reader.isConstant(0) || reader.isConstant(1) else {
                return try reader.layer(.binary(operation), inputs: [try reader.input(0), try reader.input(1)])
            }
            let isLeft = reader.isConstant(0)
            let constant = try reader.weights(isLeft ? 0 : 1)
            return try withConstant(
                reader, operation, constant, isLeft: isLeft, value: try reader.shape(isLeft ? 1 : 0),
                input: try reader.input(isLeft ? 1 : 0))
        }
    }

    /// A constant with one value per channel becomes a scale or shift, which can be folded into the layer before.
    private static func withConstant(
        _ reader: NodeReader, _ operation: BinaryOperation, _ constant: Tensor, isLeft: Bool, value: Shape,
        input: String
    ) throws(InferenceError) -> Layer {
        let plain = Layer.Operation.binaryConstant(operation, constant, isLeft: isLeft)
        let extents = [Int](repeating: 1, count: max(0, value.rank - constant.shape.rank)) + constant.shape.extents
        let isPerChannel =
            value.rank >= 2 && extents.count == value.rank
            && extents.enumerated().allSatisfy { $0 == 1 ? $1 == 1 || $1 == value[1] : $1 == 1 }
        guard isPerChannel else { return try reader.layer(plain, inputs: [input]) }
        let channels = value[1]
        let values =
            constant.values.count == 1 ? [Float](repeating: constant.values[0], count: channels) : constant.values
        let ones = [Float](repeating: 1, count: channels)
        let zeros = [Float](repeating: 0, count: channels)
        let scale: [Float]
        let shift: [Float]
        switch operation {
        case .add: (scale, shift) = (ones, values)
        case .subtract: (scale, shift) = isLeft ? (ones.map { -$0 }, values) : (ones, values.map { -$0 })
        case .multiply: (scale, shift) = (values, zeros)
        case .divide where !isLeft && values.allSatisfy({ (1 / $0).isFinite }):
            (scale, shift) = (values.map { 1 / $0 }, zeros)
        default: return try reader.layer(plain, inputs: [input])
        }
        return try reader.layer(.scaleShift(scale: scale, shift: shift), inputs: [input])
    }

    /// Applies the operation to the first two inputs, then to the result and the third, and so on.
    private static func chain(_ operation: BinaryOperation, isMean: Bool = false) -> Rule {
        Rule(attributes: []) { (reader) throws(InferenceError) -> [Layer] in
            let count = reader.node.inputs.count
            let final = try reader.outputShape()
            guard let output = reader.node.outputs.first, count > 0 else { throw reader.refusal("it has no input") }
            var layers: [Layer] = []
            var (name, shape) = (try reader.input(0), try reader.shape(0))
            if count == 1 { layers.append(try reader.layer(.reshape)) }
            for index in 1..<max(1, count) {
                let isLast = index == count - 1 && !isMean
                let result = isLast ? output : reader.between(index)
                let (left, right) = (layers.isEmpty && reader.isConstant(0), reader.isConstant(index))
                shape = try reader.broadcast(shape, try reader.shape(index))
                if left || right {
                    let constant = try reader.weights(left ? 0 : index)
                    let other = left ? try reader.input(index) : name
                    layers.append(
                        try reader.layer(
                            .binaryConstant(operation, constant, isLeft: left), inputs: [other], output: result,
                            shape: shape))
                } else {
                    layers.append(
                        try reader.layer(
                            .binary(operation), inputs: [name, try reader.input(index)], output: result, shape: shape))
                }
                name = result
            }
            if isMean, count > 1 {
                layers.append(
                    try reader.layer(
                        .activation(.linear(slope: 1 / Float(count), offset: 0)), inputs: [name], output: output,
                        shape: final))
            }
            return layers
        }
    }
}

extension NodeReader {
    /// Returns the broadcast of two shapes.
    func broadcast(_ first: Shape, _ second: Shape) throws(InferenceError) -> Shape {
        let rank = max(first.rank, second.rank)
        var extents: [Int] = []
        for axis in 0..<rank {
            let (i, j) = (axis - rank + first.rank, axis - rank + second.rank)
            let (a, b) = (i < 0 ? 1 : first[i], j < 0 ? 1 : second[j])
            guard a == b || a == 1 || b == 1 else { throw refusal("\(first) and \(second) cannot be broadcast") }
            extents.append(max(a, b))
        }
        return Shape(extents)
    }
}
