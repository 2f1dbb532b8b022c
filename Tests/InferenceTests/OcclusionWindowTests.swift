import Kernels
import ONNX
@testable import Inference
import TestSupport
import Tensors
import Testing
import Units

/// What is computed of windows is what the whole network gives.
struct OcclusionWindowTests {
    /// A network of random blocks: uneven pads, strides, dilations, groups, pools, branches that are joined or added.
    private struct Blocks {
        var builder = GraphBuilder()
        var random: SeededGenerator
        var value: String
        var channels = 3
        var side: [Int]

        init(seed: UInt64, height: Int, width: Int) {
            random = SeededGenerator(seed: seed)
            side = [height, width]
            value = builder.input("x", [-1, 3, height, width])
            conv(16, 3, stride: 2)
            for _ in 0..<Int.random(in: 3...6, using: &random) { block() }
        }

        mutating func weights(_ shape: Shape) -> Tensor {
            let scale = 2 / Float(shape.extents.dropFirst().reduce(1, *)).squareRoot()
            return .random(shape, seed: random.next(), in: -scale...scale)
        }

        mutating func conv(_ output: Int, _ kernel: Int, stride: Int = 1, dilation: Int = 1, groups: Int = 1) {
            let reach = (kernel - 1) * dilation
            // As much padding as keeps the extent, unevenly.
            let (top, left) = (Int.random(in: 0...reach, using: &random), Int.random(in: 0...reach, using: &random))
            let pads = [top, left, reach - top, reach - left]
            let bias = weights([output])
            value = builder.conv(
                value, weights: weights([output, channels / groups, kernel, kernel]), bias: bias, pads: pads,
                strides: [stride, stride], group: groups, dilations: [dilation, dilation])
            side = side.map { ($0 - 1) / stride + 1 }
            channels = output
        }

        mutating func block() {
            let (shortcut, width) = (value, channels)
            switch Int.random(in: 0..<7, using: &random) {
            case 0:
                conv(16, 3)
                value = builder.relu(value)
            case 1:
                // Depthwise, then across the channels, as in MobileNets.
                conv(channels, 3, stride: side.min() ?? 0 > 8 ? 2 : 1, groups: channels)
                value = builder.clip(value, min: 0, max: 6)
                conv(32, 1)
                value = builder.clip(value, min: 0, max: 6)
            case 2:
                value = builder.relu(builder.maxPool(value, kernel: [3, 3], strides: [2, 2], ceilMode: true))
                side = side.map { ($0 - 2) / 2 + 1 }
            case 3:
                conv(16, 1)
                value = builder.relu(value)
                let squeezed = (value, channels)
                conv(16, 1)
                let left = builder.relu(value)
                (value, channels) = squeezed
                conv(24, 3)
                value = builder.concat([left, builder.relu(value)])
                channels = 40
            case 4:
                conv(width, 3)
                value = builder.relu(value)
                conv(width, 3, dilation: 2)
                value = builder.relu(builder.add(value, shortcut))
            case 5:
                value = builder.maxPool(value, kernel: [3, 3], pads: [1, 1, 1, 1])
                let pooled = value
                value = shortcut
                conv(channels, 5)
                value = builder.add(pooled, value)
            default:
                value = builder.averagePool(value, kernel: [2, 2], strides: [1, 1])
                side = side.map { $0 - 1 }
            }
        }
    }

    private static func values(
        _ plan: OcclusionPlan, _ cells: [UnitCell], _ image: [Float]
    ) throws -> (clean: [Float], covered: [[Float]]) {
        let session = try OcclusionSession(plan)
        let clean = try session.begin(image: image, cells: cells)
        var covered = clean.map { [Float](repeating: $0, count: plan.patches.grid.count) }
        for piece in plan.pieces(cells) {
            let values = try session.values(piece)
            for (row, place) in piece.places.enumerated() {
                for (column, cell) in piece.cells.enumerated() {
                    covered[cell][place] = values[row * piece.cells.count + column]
                }
            }
        }
        return (clean, covered)
    }

    @Test(arguments: 1...16)
    func windowsAreTheWholeNetwork(_ seed: Int) throws {
        var noise = SeededGenerator(seed: UInt64(seed) &* 77)
        let (height, width) = (Int.random(in: 27...40, using: &noise), Int.random(in: 27...40, using: &noise))
        var blocks = Blocks(seed: UInt64(seed), height: height, width: width)
        blocks.builder.output(blocks.value)
        let network = Network(graph: blocks.builder.graph, path: "blocks")
        let classifier = try network.classifier(channels: 3, height: height, width: width, layer: blocks.value)
        let grid = try #require(
            OcclusionGrid(
                height: height, width: width, patch: Int.random(in: 3...6, using: &noise),
                stride: Int.random(in: 2...3, using: &noise)))
        let patches = NoisePatches(grid, levels: OcclusionTests.levels(), seed: 5)
        let plain = try OcclusionPlan(network, classifier: classifier, patches: patches, isPlain: true)
        let fast = try OcclusionPlan(
            network, classifier: classifier, patches: patches, precision: .f32, largestShare: .infinity)
        #expect(fast.computesWindows && !plain.computesWindows)
        let cells = (0..<6).map { _ in
            UnitCell(
                unit: UnitID(Int.random(in: 0..<classifier.unitCount, using: &noise)),
                x: Int.random(in: 0..<classifier.mapWidth, using: &noise),
                y: Int.random(in: 0..<classifier.mapHeight, using: &noise))
        }
        let image = Tensor.random([3, height, width], seed: UInt64(seed) &+ 1000, in: -2...2).values
        let expected = try Self.values(plain, cells, image)
        let found = try Self.values(fast, cells, image)
        var (largest, changing): (Float, Int) = (0, 0)
        let scale = expected.covered.flatMap { $0 }.reduce(0) { max($0, abs($1)) }
        for (cell, row) in expected.covered.enumerated() {
            #expect(abs(found.clean[cell] - expected.clean[cell]) <= 1e-5 * scale)
            for (place, value) in row.enumerated() { largest = max(largest, abs(found.covered[cell][place] - value)) }
            if row.contains(where: { abs($0 - expected.clean[cell]) > 1e-3 * scale }) { changing += 1 }
        }
        #expect(largest <= 1e-5 * scale, "\(largest) of \(scale)")
        // Cells behind a ReLU may be silent; not all are.
        #expect(changing > 0)
    }

    /// What sees the whole image is run as a whole.
    @Test func gatesOnGlobalMeansFallBack() throws {
        var builder = GraphBuilder()
        let x = builder.input("x", [-1, 3, 12, 12])
        let maps = builder.conv(x, weights: .random([16, 3, 3, 3], seed: 1), pads: [1, 1, 1, 1])
        let gate = builder.node("Sigmoid", [builder.globalAveragePool(maps)])
        let gated = builder.mul(maps, gate)
        builder.output(gated)
        let network = Network(graph: builder.graph, path: "gate")
        let classifier = try network.classifier(channels: 3, height: 12, width: 12, layer: gated)
        #expect(classifier.receptiveField == nil)
        let grid = try #require(OcclusionGrid(height: 12, width: 12, patch: 3, stride: 3))
        let plan = try OcclusionPlan(
            network, classifier: classifier,
            patches: NoisePatches(grid, levels: OcclusionTests.levels(), seed: 5), precision: .f32,
            largestShare: .infinity)
        #expect(!plan.computesWindows)
        let cells = [UnitCell(unit: UnitID(3), x: 0, y: 0)]
        #expect(plan.pieces(cells).flatMap(\.places) == Array(0..<16))
        let (clean, covered) = try Self.values(plan, cells, OcclusionTests.image())
        #expect(covered[0].allSatisfy { $0 != clean[0] })
    }
}

extension OcclusionPlan {
    /// Whether only what a patch can change is computed.
    fileprivate var computesWindows: Bool { if case .windows = method { true } else { false } }
}
