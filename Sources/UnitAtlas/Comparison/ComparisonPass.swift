import Analyses
import Store
import Tensors
import Units
import Workers

/// Reads the pooled activations of the common images of two atlases in blocks, in random order, as shuffling within blocks
/// requires.
struct ComparisonPass {
    /// One block of images. A and B units.
    struct Block: Sendable {
        /// [A, N], means of maps.
        let a: Tensor
        /// [N, B], means of maps.
        let b: Tensor
        /// What the heads pool [N, A] and [N, B]; nil if logits are not asked for.
        let features: (a: Tensor, b: Tensor)?
    }

    let atlasA: Atlas
    let atlasB: Atlas
    let unitsA: Int
    let unitsB: Int
    /// In random order.
    private let pairs: [(a: ImageID, b: ImageID)]
    private let threads: Int

    /// The number of images in a block.
    private static let blockSize = 512
    /// Threads that read; each holds two blocks.
    private static let mostReaders = 4

    init(_ a: Atlas, _ b: Atlas, _ images: CommonImages, seed: UInt64, threads: Int) throws {
        (atlasA, atlasB, self.threads) = (a, b, threads)
        (unitsA, unitsB) = (try a.reader.unitCount(), try b.reader.unitCount())
        var random = SeededRandom(seed: seed)
        pairs = random.shuffled(images.pairs.map { ($0.a.id, $0.b.id) })
    }

    /// Calls `body` with each block, always in the same order.
    ///
    /// - Parameter heads: The heads whose pooled activations are read as well; nil for none.
    func forEachBlock(heads: (a: Head, b: Head)? = nil, _ body: (Block) throws -> Void) throws {
        let count = (pairs.count + Self.blockSize - 1) / Self.blockSize
        let (atlasA, atlasB, unitsA, unitsB, pairs) = (atlasA, atlasB, unitsA, unitsB, pairs)
        try WorkerPool.runInOrder(pieces: count, threads: min(threads, Self.mostReaders)) {
            let (readerA, readerB) = (try atlasA.anotherReader(), try atlasB.anotherReader())
            return { piece in
                // Blocks of about equal size: the last one is never too small to be shuffled.
                let part = pairs[pairs.count * piece / count..<pairs.count * (piece + 1) / count]
                func rows(_ reader: AtlasReader, _ images: [ImageID], _ units: Int, _ pooling: Pooling) throws -> Tensor
                {
                    Tensor(
                        shape: [images.count, units], values: try reader.pooled(pooling, of: images, units: units))
                }
                let (imagesA, imagesB) = (part.map(\.a), part.map(\.b))
                let (a, b) = (
                    try rows(readerA, imagesA, unitsA, .average), try rows(readerB, imagesB, unitsB, .average)
                )
                let features = try heads.map { heads in
                    (
                        a: heads.a.pooling == .average ? a : try rows(readerA, imagesA, unitsA, .maximum),
                        b: heads.b.pooling == .average ? b : try rows(readerB, imagesB, unitsB, .maximum)
                    )
                }
                return Block(a: a.transposed, b: b, features: features)
            }
        } consume: {
            try body($1)
        }
    }
}

extension Tensor {
    /// The transpose of a matrix.
    fileprivate var transposed: Tensor {
        let (rows, columns) = (shape[0], shape[1])
        let source = values.span
        return Tensor(shape: [columns, rows]) { target in
            for row in 0..<rows {
                for column in 0..<columns { target[column * rows + row] = source[row * columns + column] }
            }
        }
    }
}
