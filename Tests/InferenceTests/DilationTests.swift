import Inference
import ONNX
import TestSupport
import Tensors
import Testing
import Units

@Suite struct DilationTests {
    /// A trunk of two strides with what networks have between them; `pads` are those of the 3×3 convolutions that stride.
    static func network(_ size: Int, pads: [Int], weights scale: Float = 1) -> Network {
        var builder = GraphBuilder()
        var noise = SeededGenerator(seed: 7)
        func weights(_ shape: Shape) -> Tensor {
            // Positive: nothing cancels, so that every pixel that can be seen is seen.
            Tensor(
                shape: shape, values: (0..<shape.count).map { _ in scale * Float.random(in: 0.1...0.3, using: &noise) })
        }
        let x = builder.input("x", [-1, 3, size, size])
        let first = builder.relu(builder.conv(x, weights: weights([4, 3, 3, 3]), pads: pads, strides: [2, 2]))
        let pooled = builder.averagePool(first, kernel: [3, 3], pads: [1, 1, 1, 1])
        // A residual block that strides, its shortcut too.
        let shortcut = builder.conv(pooled, weights: weights([6, 4, 1, 1]), strides: [2, 2])
        let main = builder.conv(pooled, weights: weights([6, 4, 3, 3]), pads: pads, strides: [2, 2])
        let sum = builder.relu(builder.add(main, shortcut))
        // Squeeze and excitation would see all cells: left out. Two branches, one of them uneven.
        let left = builder.conv(sum, weights: weights([3, 6, 3, 1]), pads: [1, 0, 1, 0])
        let right = builder.maxPool(sum, kernel: [3, 3], pads: [1, 1, 1, 1])
        let joined = builder.concat([left, right])
        let last = builder.relu(
            builder.conv(joined, weights: weights([5, 9, 3, 3]), pads: [1, 1, 1, 1]), name: "units")
        let vector = builder.flatten(builder.globalAveragePool(last))
        builder.output(builder.gemm(vector, weights: weights([2, 5])))
        return Network(graph: builder.graph, path: "dilated")
    }

    static func observe(_ network: Network, size: Int, dilation: Int, image: [Float]) throws -> Observation {
        let classifier = try network.classifier(channels: 3, height: size, width: size, dilation: dilation)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: size, width: size)
        return try ClassifierSession(plan).observe { span in
            for index in image.indices { span[index] = image[index] }
        }
    }

    static func noise(_ count: Int) -> [Float] {
        var generator = SeededGenerator(seed: 3)
        return (0..<count).map { _ in Float.random(in: -1...1, using: &generator) }
    }

    /// The finer map holds the coarse one, at every second or fourth cell.
    @Test(
        arguments: [
            (32, [1, 1, 1, 1], 8), (32, [0, 0, 1, 1], 8), (28, [0, 0, 1, 1], 7), (27, [1, 1, 1, 1], 7),
            (30, [1, 1, 1, 1], 8),
        ])
    func keepsEveryOldCell(_ size: Int, _ pads: [Int], _ cells: Int) throws {
        let network = Self.network(size, pads: pads)
        let image = Self.noise(3 * size * size)
        let coarse = try Self.observe(network, size: size, dilation: 0, image: image)
        #expect(coarse.maps.shape == [5, cells, cells])
        for dilation in 1...2 {
            let factor = 1 << dilation
            let fine = try Self.observe(network, size: size, dilation: dilation, image: image)
            let width = fine.maps.shape[2]
            #expect(width > factor * (cells - 1))
            for unit in 0..<5 {
                for y in 0..<cells {
                    for x in 0..<cells {
                        let old = coarse.maps.values[(unit * cells + y) * cells + x]
                        let new = fine.maps.values[(unit * width + factor * y) * width + factor * x]
                        #expect(abs(old - new) < 1e-5 * max(1, abs(old)), "unit \(unit), cell \(y), \(x)")
                    }
                }
            }
        }
    }

    /// As TensorFlow pads: (0, 1) at the stride becomes (0, 2), so that 14 cells stay 14.
    @Test func unevenPadsGrowSoThatTheMapKeepsItsExtent() throws {
        for (size, map, fine, finest) in [(32, 8, 16, 32), (28, 7, 14, 28)] {
            let network = Self.network(size, pads: [0, 0, 1, 1])
            let heights = try (0...2).map {
                try network.classifier(channels: 3, height: size, width: size, dilation: $0).mapHeight
            }
            #expect(heights == [map, fine, finest])
        }
    }

    /// A pixel that is changed changes exactly the cells whose theoretical field it lies in, but for the holes that
    /// dilations leave: the outermost changed pixels are the field's bounds.
    @Test(arguments: 0...2)
    func receptiveFieldsAreThoseOfBruteForce(_ dilation: Int) throws {
        let size = 24
        let network = Self.network(size, pads: [0, 0, 1, 1])
        let classifier = try network.classifier(channels: 3, height: size, width: size, dilation: dilation)
        let field = try #require(classifier.receptiveField)
        let plan = try ClassifierPlan(network, classifier: classifier, channels: 3, height: size, width: size)
        let session = try ClassifierSession(plan)
        let (rows, columns) = (classifier.mapHeight, classifier.mapWidth)
        func maps(_ pixel: (Int, Int)?) throws -> [Float] {
            try session.observe { span in
                for index in span.indices { span[index] = 1 }
                // Every maximum pool passes a larger value on.
                if let pixel { for channel in 0..<3 { span[(channel * size + pixel.0) * size + pixel.1] = 50 } }
            }.maps.values
        }
        let before = try maps(nil)
        var bounds = [(top: Int, left: Int, bottom: Int, right: Int)](
            repeating: (size, size, -1, -1), count: rows * columns)
        for y in 0..<size {
            for x in 0..<size {
                let after = try maps((y, x))
                for cell in 0..<rows * columns where after[cell] != before[cell] {
                    let old = bounds[cell]
                    bounds[cell] = (min(old.top, y), min(old.left, x), max(old.bottom, y), max(old.right, x))
                }
            }
        }
        for cell in 0..<rows * columns {
            let (y, x) = (cell / columns, cell % columns)
            let (vertical, horizontal) = (field.vertical, field.horizontal)
            let expected = [
                max(0, vertical.start(y)), max(0, horizontal.start(x)),
                min(size, vertical.start(y) + vertical.size) - 1, min(size, horizontal.start(x) + horizontal.size) - 1,
            ]
            let found = bounds[cell]
            // At the image's edges a hole may lie where the field is cut off.
            for (place, pair) in zip([found.top, found.left, found.bottom, found.right], expected).enumerated() {
                let inside = place < 2 ? pair.0 >= pair.1 : pair.0 <= pair.1
                let isCut = place < 2 ? pair.1 == 0 : pair.1 == size - 1
                #expect(inside && (isCut || pair.0 == pair.1), "cell \(y), \(x): \(found), not \(expected)")
            }
        }
    }

    @Test func refusesWithTheNode() throws {
        let network = Self.network(32, pads: [1, 1, 1, 1])
        #expect(throws: InferenceError.self) {
            try network.classifier(channels: 3, height: 32, width: 32, dilation: 3)
        }
        var builder = GraphBuilder()
        let x = builder.input("x", [1, 3, 8, 8])
        let convolved = builder.conv(x, weights: .zeros([2, 3, 2, 2]), strides: [2, 2])
        let places = builder.constant(Tensor.zeros([4, 4]))
        let placed = builder.node("Add", [convolved, places], name: "places")
        builder.output(builder.gemm(builder.flatten(builder.globalAveragePool(placed)), weights: .zeros([2, 2])))
        let refused = Network(graph: builder.graph, path: "refused")
        #expect(try refused.classifier(channels: 3, height: 8, width: 8).mapHeight == 4)
        do {
            _ = try refused.classifier(channels: 3, height: 8, width: 8, dilation: 1)
            Issue.record("dilated")
        } catch {
            #expect("\(error)".contains("“places”"))
        }
    }
}
