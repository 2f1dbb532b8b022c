import COpenBLAS
package import Tensors

/// Solves systems of linear equations by LAPACK's Cholesky factorization in float32.
package enum PositiveDefiniteSystem {
    /// Solves `matrix · x = right` for each row of `right`; the solutions are the rows of the result.
    ///
    /// - Parameters:
    ///   - matrix: [n, n], symmetric and positive definite.
    ///   - right: [m, n]
    /// - Returns: [m, n]
    /// - Throws: `KernelError.refused` if the matrix is not positive definite.
    package static func solve(_ matrix: Tensor, _ right: Tensor) throws(KernelError) -> Tensor {
        let (n, m) = (matrix.shape[0], right.shape[0])
        precondition(matrix.shape == [n, n] && right.shape == [m, n], "\(matrix.shape), \(right.shape)")
        // LAPACK is column-major: a row-major [m, n] is its n×m.
        var (factor, solution) = (matrix.values, right.values)
        var (order, columns, info) = (Int32(n), Int32(m), Int32(0))
        guard n > 0, m > 0 else { return right }
        OpenBLAS.call { unsafe sposv_("L", &order, &columns, &factor, &order, &solution, &order, &info, 1) }
        guard info == 0 else {
            throw .refused("its matrix of \(n)×\(n) is not positive definite at row \(info)")
        }
        return Tensor(shape: right.shape, values: solution)
    }
}
