import Tensors

extension Lowering {
    /// `Gemm` of a batch of vectors, and `MatMul` of vectors along the last axis, with a constant matrix.
    ///
    /// Not supported: `transA`, matrices that are not constants, constants on the left, and addends of `Gemm` that depend on
    /// the image.
    static let linearRules: [String: Rule] = [
        "Gemm": Rule(attributes: ["alpha", "beta", "transA", "transB"]) { reader throws(InferenceError) in
            guard try reader.integer("transA", default: 0) == 0 else { throw reader.refusal("transA is not supported") }
            let alpha = try reader.float("alpha", default: 1)
            let beta = try reader.float("beta", default: 1)
            let matrix = try reader.weights(1)
            let transposed = try reader.integer("transB", default: 0) != 0
            return try linear(reader, matrix: matrix, isTransposed: transposed, alpha: alpha) {
                count throws(InferenceError) in
                guard reader.hasInput(2) else { return [Float](repeating: 0, count: count) }
                let addend = try reader.weights(2)
                let bias = addend.values
                guard bias.count == 1 || bias.count == count && addend.shape.extents.last == count else {
                    throw reader.refusal("its addend is \(addend.shape) for \(count) outputs")
                }
                return (0..<count).map { beta * bias[bias.count == 1 ? 0 : $0] }
            }
        },
        "MatMul": Rule(attributes: []) { reader throws(InferenceError) in
            if reader.isConstant(0) { throw reader.refusal("a constant matrix on the left is not supported") }
            return try linear(reader, matrix: try reader.weights(1), isTransposed: false, alpha: 1) {
                [Float](repeating: 0, count: $0)
            }
        },
    ]

    private static func linear(
        _ reader: NodeReader, matrix: Tensor, isTransposed: Bool, alpha: Float,
        bias: (Int) throws(InferenceError) -> [Float]
    ) throws(InferenceError) -> Layer {
        let input = try reader.shape(0)
        guard input.rank >= 2, matrix.shape.rank == 2 else {
            throw reader.refusal(
                "only a batch of vectors times a matrix is supported, not \(input) by \(matrix.shape)")
        }
        let (inner, outer) = isTransposed ? (matrix.shape[1], matrix.shape[0]) : (matrix.shape[0], matrix.shape[1])
        guard input.extents.last == inner else {
            throw reader.refusal("\(input) and \(matrix.shape) cannot be multiplied")
        }
        let weights = Tensor(shape: [outer, inner]) { span in
            for row in 0..<outer {
                for column in 0..<inner {
                    span[row * inner + column] =
                        alpha * matrix.values[isTransposed ? row * inner + column : column * outer + row]
                }
            }
        }
        return try reader.layer(.linear(weights: weights, bias: try bias(outer)))
    }
}
