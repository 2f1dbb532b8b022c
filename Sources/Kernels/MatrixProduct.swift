import COpenBLAS
import Foundation
package import Tensors
import Workers

/// Products of dense row-major float32 matrices by OpenBLAS; large ones run on several threads (default: all cores).
package enum MatrixProduct {
    /// Returns `a` [M, K] times the transpose of `b` [N, K]: [M, N].
    package static func timesTranspose(_ a: Tensor, _ b: Tensor, threads: Int? = nil) -> Tensor {
        precondition(a.shape.rank == 2 && b.shape.rank == 2 && a.shape[1] == b.shape[1], "\(a.shape) by \(b.shape)ᵀ")
        return product(a, b, columns: b.shape[0], CblasTrans, threads: threads)
    }

    /// Returns `a` [M, K] times `b` [K, N]: [M, N].
    package static func times(_ a: Tensor, _ b: Tensor, threads: Int? = nil) -> Tensor {
        precondition(a.shape.rank == 2 && b.shape.rank == 2 && a.shape[1] == b.shape[0], "\(a.shape) by \(b.shape)")
        return product(a, b, columns: b.shape[1], CblasNoTrans, threads: threads)
    }

    /// The number of rows of `a` per call of the library. It does not depend on the number of threads, so results do not
    /// either.
    private static let band = 128

    private static func product(
        _ a: Tensor, _ b: Tensor, columns n: Int, _ transposed: CBLAS_TRANSPOSE, threads: Int?
    ) -> Tensor {
        let (m, k) = (a.shape[0], a.shape[1])
        let threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        return Tensor(shape: [m, n]) { result in
            if m == 0 || n == 0 || k == 0 { return }
            unsafe result.withUnsafeMutableBufferPointer { result in
                // Bands are contiguous.
                nonisolated(unsafe) let result = unsafe result
                let bands = stride(from: 0, to: m, by: band).map { $0..<min(m, $0 + band) }
                _ = bands.concurrentMap(threads: threads) { rows in
                    unsafe a.values.withUnsafeBufferPointer { a in
                        let part = unsafe UnsafeBufferPointer(rebasing: a[rows.lowerBound * k..<rows.upperBound * k])
                        let target = unsafe UnsafeMutableBufferPointer(
                            rebasing: result[rows.lowerBound * n..<rows.upperBound * n])
                        OpenBLAS.call {
                            unsafe cblas_sgemm(
                                CblasRowMajor, CblasNoTrans, transposed, Int32(rows.count), Int32(n), Int32(k), 1,
                                part.baseAddress, Int32(k), b.values, Int32(transposed == CblasTrans ? k : n), 0,
                                target.baseAddress, Int32(n))
                        }
                    }
                }
            }
        }
    }
}
