import Kernels
import Tensors
import TestSupport
import Testing
import Workers

@Suite struct MatrixProductTests {
    /// Sizes around the bands of rows that are multiplied at a time.
    @Test(arguments: [1, 127, 128, 129, 300])
    func agreesWithSumsInDoublePrecision(rows: Int) {
        var random = SeededGenerator(seed: UInt64(rows))
        let (inner, columns) = (37, 11)
        func matrix(_ height: Int, _ width: Int) -> Tensor {
            Tensor(
                shape: [height, width],
                values: (0..<height * width).map { _ in Float.random(in: -1...1, using: &random) })
        }
        let (a, b) = (matrix(rows, inner), matrix(inner, columns))
        let transpose = Tensor(
            shape: [columns, inner],
            values: (0..<columns * inner).map { b.values[$0 % inner * columns + $0 / inner] })
        let expected = (0..<rows * columns).map { place in
            (0..<inner).reduce(0.0) {
                $0 + Double(a.values[place / columns * inner + $1]) * Double(b.values[$1 * columns + place % columns])
            }
        }
        for product in [MatrixProduct.times(a, b), MatrixProduct.timesTranspose(a, transpose)] {
            #expect(product.shape == [rows, columns])
            #expect(zip(product.values, expected).allSatisfy { abs(Double($0) - $1) < 1e-5 })
        }
        // Bit for bit.
        #expect(MatrixProduct.times(a, b, threads: 1) == MatrixProduct.times(a, b, threads: 3))
    }

    /// Images are gone through by several threads, each of which multiplies.
    @Test func callsFromManyThreadsAgree() {
        var random = SeededGenerator(seed: 5)
        func matrix(_ height: Int, _ width: Int) -> Tensor {
            Tensor(
                shape: [height, width],
                values: (0..<height * width).map { _ in Float.random(in: -1...1, using: &random) })
        }
        let (a, b) = (matrix(96, 400), matrix(400, 300))
        let expected = MatrixProduct.times(a, b, threads: 1)
        let products = Array(0..<400).concurrentMap(threads: 8) { _ in MatrixProduct.times(a, b, threads: 1) }
        #expect(products.allSatisfy { $0 == expected })
    }

    @Test func withoutRowsOrTermsThereIsNothing() {
        #expect(MatrixProduct.times(.zeros([0, 3]), .zeros([3, 2])).values.isEmpty)
        #expect(MatrixProduct.times(.zeros([2, 0]), .zeros([0, 2])).values == [0, 0, 0, 0])
    }
}
