package import Kernels
package import Tensors

/// Ridge regression, least squares with a penalty: `½‖w‖² + cost · Σ (w·F + b − y)²`, with an unpenalized bias. n rows,
/// U features, K targets.
package enum RidgeRegression {
    /// Fits by solving the smaller of the two equivalent systems, over features (U×U) or over rows (n×n).
    ///
    /// - Parameters:
    ///   - features: [n, U]
    ///   - targets: [n, K]
    /// - Returns: [K, U], and [K].
    package static func fit(
        features: Tensor, targets: Tensor, cost: Double
    ) throws(KernelError) -> (weights: Tensor, bias: [Float]) {
        let (x, middle) = centred(features)
        let (y, height) = centred(targets)
        let (rows, units) = (x.shape[0], x.shape[1])
        let penalty = Float(1 / (2 * cost))
        func penalised(_ square: Tensor) -> Tensor {
            var values = square.values
            for index in 0..<square.shape[0] { values[index * square.shape[0] + index] += penalty }
            return Tensor(shape: square.shape, values: values)
        }
        let yT = transposed(y)
        let weights: Tensor
        if rows < units {
            let kernel = penalised(MatrixProduct.timesTranspose(x, x))
            weights = MatrixProduct.times(try PositiveDefiniteSystem.solve(kernel, yT), x)
        } else {
            let gram = penalised(MatrixProduct.times(transposed(x), x))
            weights = try PositiveDefiniteSystem.solve(gram, MatrixProduct.times(yT, x))
        }
        let bias = height.indices.map { row in
            let share = middle.indices.reduce(0.0) { $0 + Double(weights.values[row * units + $1]) * middle[$1] }
            return Float(height[row] - share)
        }
        return (weights, bias)
    }

    private static func centred(_ matrix: Tensor) -> (Tensor, [Double]) {
        let columns = matrix.shape[1]
        let mean = matrix.columnMeans(Array(0..<matrix.shape[0]))
        let values = matrix.values.indices.map { Float(Double(matrix.values[$0]) - mean[$0 % columns]) }
        return (Tensor(shape: matrix.shape, values: values), mean)
    }

    private static func transposed(_ matrix: Tensor) -> Tensor {
        let (rows, columns) = (matrix.shape[0], matrix.shape[1])
        return Tensor(shape: [columns, rows]) { result in
            for row in 0..<rows {
                for column in 0..<columns { result[column * rows + row] = matrix.values[row * columns + column] }
            }
        }
    }
}
