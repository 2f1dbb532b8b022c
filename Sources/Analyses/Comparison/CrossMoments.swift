import Kernels
package import Tensors
import Units

/// The sums from which the correlations of the units of two networks over the same images follow, for the images as they
/// are and for shuffled ones. A and B are the numbers of units.
///
/// Images are added in blocks, and memory does not depend on their number: it is 4·A·B bytes for each of `shuffles`.
/// Activations are centred on the means of the first block, so that float32 products of a block lose few digits;
/// correlations are exact to about 1e-6.
package struct CrossMoments: Sendable {
    private let shuffles: Range<Int>
    private let seed: UInt64
    private var images = 0
    private var blocks = 0
    private var a: UnitMoments
    private var b: UnitMoments
    /// [A, B] for each of `shuffles`.
    private var products: [[Float]]

    /// - Parameters:
    ///   - shuffles: Which shuffles to sum up. Shuffle 0 leaves the images as they are; any other combines each image of
    ///     one network with a random image of its block for the other network.
    ///   - seed: The seed of the shuffles, which depend on the seed, their number and the sizes of blocks alone.
    package init(unitsA: Int, unitsB: Int, shuffles: Range<Int>, seed: UInt64) {
        (self.shuffles, self.seed) = (shuffles, seed)
        (a, b) = (UnitMoments(unitsA), UnitMoments(unitsB))
        products = shuffles.map { _ in [Float](repeating: 0, count: unitsA * unitsB) }
    }

    /// Adds a block of images. If images are shuffled, the blocks must be random samples of all images.
    ///
    /// - Parameters:
    ///   - a: Pooled activations [A, N] of the first network.
    ///   - b: Pooled activations [N, B] of the second network for the same images.
    package mutating func add(_ a: Tensor, _ b: Tensor, threads: Int) {
        let count = b.shape[0]
        precondition(a.shape[1] == count, "\(a.shape) and \(b.shape)")
        let centredA = self.a.add(a, imageStride: 1, unitStride: count, images: count)
        let centredB = self.b.add(b, imageStride: b.shape[1], unitStride: 1, images: count)
        for (place, shuffle) in shuffles.enumerated() {
            let product = MatrixProduct.times(centredA, shuffled(centredB, shuffle), threads: threads)
            let source = product.values.span
            var target = products[place].mutableSpan
            for index in source.indices { target[index] += source[index] }
        }
        images += count
        blocks += 1
    }

    /// Returns the correlations in one of the shuffles.
    package func correlations(shuffle: Int) -> CorrelationMatrix {
        let (activeA, activeB) = (a.active, b.active)
        let (scaleA, scaleB) = (a.scales(images: images), b.scales(images: images))
        let matrix = products[shuffle - shuffles.lowerBound]
        let sums = matrix.span
        let unitsB = b.sums.count
        var values: [Float] = []
        values.reserveCapacity(activeA.count * activeB.count)
        for unit in activeA {
            let shift = a.sums[unit] / Double(max(1, images))
            for other in activeB {
                let product = Double(sums[unit * unitsB + other]) - shift * b.sums[other]
                values.append(Float(min(1, max(-1, product * scaleA[unit] * scaleB[other]))))
            }
        }
        return CorrelationMatrix(
            unitsA: activeA.map { UnitID($0) }, unitsB: activeB.map { UnitID($0) }, values: values)
    }

    private func shuffled(_ rows: Tensor, _ shuffle: Int) -> Tensor {
        guard shuffle > 0 else { return rows }
        let (count, units) = (rows.shape[0], rows.shape[1])
        var random = SeededRandom(seed: seed, UInt64(shuffle), UInt64(blocks))
        let order = random.shuffled(Array(0..<count))
        let source = rows.values.span
        return Tensor(shape: rows.shape) { target in
            for (row, other) in order.enumerated() {
                for unit in 0..<units { target[row * units + unit] = source[other * units + unit] }
            }
        }
    }
}

/// The sums and the sums of squares of the centred activations of one network's units.
private struct UnitMoments: Sendable {
    /// The means of the first block [U].
    private var origin: [Float] = []
    /// Of activations minus `origin` [U].
    private(set) var sums: [Double]
    private var squares: [Double]

    init(_ units: Int) {
        sums = [Double](repeating: 0, count: units)
        squares = sums
    }

    /// Adds a block and returns it centred.
    mutating func add(_ block: Tensor, imageStride: Int, unitStride: Int, images: Int) -> Tensor {
        let source = block.values.span
        if origin.isEmpty {
            origin = sums.indices.map { unit in
                var sum = 0.0
                for image in 0..<images { sum += Double(source[unit * unitStride + image * imageStride]) }
                return Float(sum / Double(max(1, images)))
            }
        }
        return Tensor(shape: block.shape) { target in
            for unit in sums.indices {
                let centre = origin[unit]
                var (sum, square) = (0.0, 0.0)
                for image in 0..<images {
                    let place = unit * unitStride + image * imageStride
                    let value = source[place] - centre
                    target[place] = value
                    sum += Double(value)
                    square += Double(value) * Double(value)
                }
                sums[unit] += sum
                squares[unit] += square
            }
        }
    }

    /// The units whose activation differs between images: those of a constant one are equal to the origin.
    var active: [Int] { squares.indices.filter { squares[$0] > 0 } }

    /// One over the length of each unit's vector of activations minus their mean [U]; 0 for constant ones.
    func scales(images: Int) -> [Double] {
        zip(sums, squares).map { sum, square in
            let variation = square - sum * sum / Double(max(1, images))
            return variation > 0 ? 1 / variation.squareRoot() : 0
        }
    }
}
