@testable import Inference
import Kernels
import TestSupport
import Tensors
import Testing
import Units

/// Theoretical fields, against what changing one pixel at a time shows.
struct ReceptiveFieldTests {
    /// Random networks with branches, sums, pools and strides: no cell changes by a pixel outside of its field.
    @Test(arguments: Array(1...11) + [13, 14])
    func noPixelOutsideOfTheFieldIsSeen(_ seed: Int) throws {
        var random = RandomGraph(seed: UInt64(seed))
        let last = try #require(random.maps.last)
        let (height, width) = (RandomGraph.inputExtents[1], RandomGraph.inputExtents[2])
        let network = Network(graph: random.finished(last.name), path: "random")
        let classifier = try network.classifier(channels: 3, height: height, width: width, layer: last.name)
        let field = try #require(classifier.receptiveField)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: height, width: width)
        let session = try ClassifierSession(plan)
        let image = Tensor.random([3, height, width], seed: UInt64(seed) &+ 50, in: -1...1).values
        func maps(_ pixel: Int?) throws -> [Float] {
            try session.observe { span in
                for index in span.indices { span[index] = image[index] }
                if let pixel { for channel in 0..<3 { span[channel * height * width + pixel] += 3 } }
            }.maps.values
        }
        let before = try maps(nil)
        let (rows, columns) = (classifier.mapHeight, classifier.mapWidth)
        var seen = 0
        for pixel in 0..<height * width {
            let after = try maps(pixel)
            let (y, x) = (pixel / width, pixel % width)
            for index in after.indices where after[index] != before[index] {
                let (row, column) = (index / columns % rows, index % columns)
                let (top, left) = (field.vertical.start(row), field.horizontal.start(column))
                seen += 1
                #expect(
                    (top..<top + field.vertical.size).contains(y) && (left..<left + field.horizontal.size).contains(x),
                    "pixel \(y), \(x) changes cell \(row), \(column)")
            }
        }
        #expect(seen > 0)
    }

    /// By hand: size, stride and offset of uneven pads, dilations and branches.
    @Test func sizesStridesAndOffsetsByHand() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [-1, 3, 32, 32])
        func ones(_ shape: Shape) -> Tensor { Tensor(shape: shape, values: [Float](repeating: 1, count: shape.count)) }
        // 3×3 every 2, padded by one at the far edges alone, as TensorFlow does.
        let first = builder.conv(x, weights: ones([2, 3, 3, 3]), pads: [0, 0, 1, 1], strides: [2, 2])
        // 3×1 with a dilation of 2 sees 5 cells.
        let tall = builder.conv(first, weights: ones([2, 2, 3, 1]), pads: [2, 0, 2, 0], dilations: [2, 1])
        let pooled = builder.maxPool(first, kernel: [1, 3], pads: [0, 1, 0, 1])
        let joined = builder.concat([tall, pooled])
        let last = builder.maxPool(joined, kernel: [2, 2], strides: [2, 2])
        builder.output(last)
        let network = Network(graph: builder.graph, path: "hand")
        func field(_ layer: String) throws -> ReceptiveField? {
            try network.classifier(channels: 3, height: 32, width: 32, layer: layer).receptiveField
        }
        #expect(
            try field(first)
                == ReceptiveField(
                    vertical: .init(size: 3, stride: 2, offset: 0), horizontal: .init(size: 3, stride: 2, offset: 0)))
        #expect(
            try field(tall)
                == ReceptiveField(
                    vertical: .init(size: 11, stride: 2, offset: -4), horizontal: .init(size: 3, stride: 2, offset: 0)))
        // The union of 11×3 from -4, 0 and 3×7 from 0, -2.
        #expect(
            try field(joined)
                == ReceptiveField(
                    vertical: .init(size: 11, stride: 2, offset: -4), horizontal: .init(size: 7, stride: 2, offset: -2))
        )
        #expect(
            try field(last)
                == ReceptiveField(
                    vertical: .init(size: 13, stride: 4, offset: -4), horizontal: .init(size: 9, stride: 4, offset: -2))
        )
    }
}
