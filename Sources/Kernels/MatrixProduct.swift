import COpenBLAS
public import Tensors

/// Products of dense matrices by OpenBLAS, float32, row-major.
public enum MatrixProduct {
    /// `a` [M, K] times the transpose of `b` [N, K]: [M, N].
    public static func timesTranspose(_ a: Tensor, _ b: Tensor) -> Tensor {
        precondition(a.shape.rank == 2 && b.shape.rank == 2 && a.shape[1] == b.shape[1], "\(a.shape) by \(b.shape)ᵀ")
        let (m, k, n) = (a.shape[0], a.shape[1], b.shape[0])
        return Tensor(shape: [m, n]) { result in
            if m == 0 || n == 0 || k == 0 { return }
            unsafe result.withUnsafeMutableBufferPointer { result in
                unsafe cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasTrans, Int32(m), Int32(n), Int32(k), 1, a.values, Int32(k),
                    b.values, Int32(k), 0, result.baseAddress, Int32(n))
            }
        }
    }

    /// `a` [M, K] times `b` [K, N]: [M, N].
    public static func times(_ a: Tensor, _ b: Tensor) -> Tensor {
        precondition(a.shape.rank == 2 && b.shape.rank == 2 && a.shape[1] == b.shape[0], "\(a.shape) by \(b.shape)")
        let (m, k, n) = (a.shape[0], a.shape[1], b.shape[1])
        return Tensor(shape: [m, n]) { result in
            if m == 0 || n == 0 || k == 0 { return }
            unsafe result.withUnsafeMutableBufferPointer { result in
                unsafe cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(m), Int32(n), Int32(k), 1, a.values, Int32(k),
                    b.values, Int32(n), 0, result.baseAddress, Int32(n))
            }
        }
    }
}
