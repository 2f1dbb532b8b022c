@testable import Inference
import TestSupport
import Tensors
import Testing
import Units

/// Networks whose answer to covering is known by hand.
struct OcclusionTests {
    static let size = 12

    static func levels() -> [[Float]] { (0..<3).map { _ in (0..<256).map { Float($0) / 64 - 2 } } }

    /// Weights that are all 1, so that a cell is the sum of what it sees.
    private static func network(_ kernels: [Int], stride: Int = 1) -> Network {
        var builder = GraphBuilder()
        var value = builder.input("x", [-1, 3, size, size])
        var channels = 3
        for (index, kernel) in kernels.enumerated() {
            let weights = Tensor(
                shape: [2, channels, kernel, kernel],
                values: [Float](repeating: 1, count: 2 * channels * kernel * kernel))
            let pad = kernel / 2
            value = builder.conv(
                value, weights: weights, pads: [pad, pad, pad, pad],
                strides: index == 0 ? [stride, stride] : [1, 1], name: "layer\(index)")
            channels = 2
        }
        builder.output(value)
        return Network(graph: builder.graph, path: "sums")
    }

    private static func plan(_ network: Network, layer: String, patch: Int, stride: Int) throws -> OcclusionPlan {
        let classifier = try network.classifier(channels: 3, height: size, width: size, layer: layer)
        let grid = try #require(OcclusionGrid(height: size, width: size, patch: patch, stride: stride))
        return try OcclusionPlan(
            network, classifier: classifier, patches: NoisePatches(grid, levels: levels(), seed: 4))
    }

    static func image() -> [Float] { Tensor.random([3, size, size], seed: 9).values }

    /// What a patch puts in place of the image's pixels that a box sees, summed over channels.
    private static func change(_ plan: OcclusionPlan, _ place: Int, in box: BoundingBox, _ image: [Float]) -> Float {
        let (grid, patch) = (plan.patches.grid, plan.patches.grid.box(place))
        var sum: Float = 0
        for channel in 0..<3 {
            for y in max(patch.y0, box.y0)..<max(max(patch.y0, box.y0), min(patch.y1, box.y1)) {
                for x in max(patch.x0, box.x0)..<max(max(patch.x0, box.x0), min(patch.x1, box.x1)) {
                    let noise = plan.patches.values[
                        place * plan.patches.patchCount + (channel * grid.patch + y - patch.y0) * grid.patch + x
                            - patch.x0]
                    sum += noise - image[(channel * size + y) * size + x]
                }
            }
        }
        return sum
    }

    /// A 1×1 convolution sees a pixel; a 3×3 one nine; a sum of sums weighs them.
    @Test(arguments: [(1, 1, 9), (3, 1, 25), (3, 2, 25)])
    func oneConvolution(_ kernel: Int, _ stride: Int, _ touching: Int) throws {
        let plan = try Self.plan(Self.network([kernel], stride: stride), layer: "layer0", patch: 3, stride: 1)
        let image = Self.image()
        let session = try OcclusionSession(plan)
        // Of stride 2, cell 3 is at pixel 6.
        let cell = UnitCell(unit: UnitID(1), x: 6 / stride, y: 6 / stride)
        let clean = try session.begin(image: image, cells: [cell])
        let pieces = plan.pieces([cell])
        #expect(pieces.flatMap(\.places).count == touching)
        let reach = kernel / 2
        let seen = BoundingBox(x0: 6 - reach, y0: 6 - reach, x1: 7 + reach, y1: 7 + reach)
        for piece in pieces {
            let values = try session.values(piece)
            for (index, place) in piece.places.enumerated() {
                let expected = clean[0] + Self.change(plan, place, in: seen, image)
                #expect(abs(values[index] - expected) < 1e-4, "place \(place)")
            }
        }
    }

    /// Two 3×3 convolutions see 5×5 pixels, and count a pixel as often as paths lead from it: at the corner once.
    @Test func twoConvolutions() throws {
        let plan = try Self.plan(Self.network([3, 3]), layer: "layer1", patch: 1, stride: 1)
        let image = Self.image()
        let session = try OcclusionSession(plan)
        let cell = UnitCell(unit: UnitID(0), x: 5, y: 6)
        let clean = try session.begin(image: image, cells: [cell])
        let paths: [Float] = [1, 2, 3, 2, 1]
        let pieces = plan.pieces([cell])
        #expect(pieces.flatMap(\.places).count == 25)
        for piece in pieces {
            let values = try session.values(piece)
            for (index, place) in piece.places.enumerated() {
                let box = plan.patches.grid.box(place)
                let weight = 2 * paths[box.x0 - 3] * paths[box.y0 - 4]
                let expected = clean[0] + weight * Self.change(plan, place, in: box, image)
                #expect(abs(values[index] - expected) < 1e-3, "place \(place)")
            }
        }
    }

    @Test func noiseDependsOnTheSeedAndThePlaceAlone() throws {
        let grid = try #require(OcclusionGrid(height: 20, width: 20, patch: 5, stride: 3))
        let smaller = try #require(OcclusionGrid(height: 20, width: 5, patch: 5, stride: 3))
        let levels = Self.levels()
        let patches = NoisePatches(grid, levels: levels, seed: 1)
        #expect(patches.values == NoisePatches(grid, levels: levels, seed: 1).values)
        #expect(patches.values != NoisePatches(grid, levels: levels, seed: 2).values)
        #expect(patches.values.prefix(75) == NoisePatches(smaller, levels: levels, seed: 1).values.prefix(75))
        #expect(patches.values.prefix(75) != patches.values.dropFirst(75).prefix(75))
        // Even over 256 levels from -2 to just under 2.
        let mean = patches.values.reduce(0, +) / Float(patches.values.count)
        #expect(abs(mean + 1 / 128) < 0.06)
        #expect(patches.values.min() == -2 && (patches.values.max() ?? 0) > 1.9)
    }
}
