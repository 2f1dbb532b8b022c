import Analyses
import Reporting
import Store
import Tensors
import TestSupport
import Testing
import Units

@testable import UnitAtlas

struct AtlasComparisonTests {
    /// A network of 9 units and 3 classes on 40 images: unit 4 is dead, and the last image was skipped.
    private struct Network {
        let folder: TemporaryFolder
        var pooled: [[Float]]
        var weights: [[Float]]
        static let units = 9
        static let images = 40

        init() throws {
            folder = try TemporaryFolder()
            var random = SeededGenerator(seed: 11)
            pooled = (0..<Self.images).map { _ in
                (0..<Self.units).map { $0 == 4 ? 0.25 : Float.random(in: 0...1, using: &random) }
            }
            weights = (0..<3).map { _ in (0..<Self.units).map { _ in Float.random(in: -1...1, using: &random) } }
        }

        /// The network with its units in this order: unit k becomes unit `order[k]`.
        func reordered(_ order: [Int]) -> Network {
            var copy = self
            func moved(_ row: [Float]) -> [Float] {
                var result = row
                for (unit, place) in order.enumerated() { result[place] = row[unit] }
                return result
            }
            copy.pooled = pooled.map(moved)
            copy.weights = weights.map(moved)
            return copy
        }

        func logits(_ image: Int) -> [Float] {
            weights.map { row in zip(row, pooled[image]).map(*).reduce(0, +) }
        }

        /// Writes the atlas. Images are labelled with the class of the largest logit of `truth`.
        func atlas(
            _ name: String, truth: Network? = nil, path: (Int) -> String = { "i/\($0).png" },
            digest: (Int) -> Int64? = { Int64($0) }
        ) throws -> Atlas {
            let head = Head(
                weights: Tensor(shape: [3, Self.units], values: weights.flatMap { $0 }), bias: [0, 0, 0],
                pooling: .average, form: .poolThenLinear)
            let images = (0..<Self.images).map { index in
                let order = Largest.indices(logits(index))
                let isSkipped = index == Self.images - 1
                return IndexedImage(
                    record: ImageRecord(
                        path: path(index), width: 8, height: 8, bytes: 1, modified: 1, digest: digest(index),
                        label: ClassID(Largest.indices((truth ?? self).logits(index))[0]),
                        status: isSkipped ? .skipped(reason: "") : .indexed),
                    pooledMean: isSkipped ? [] : pooled[index], pooledMax: isSkipped ? [] : pooled[index],
                    predictions: isSkipped
                        ? []
                        : [
                            Prediction(
                                rank: 1, classID: ClassID(order[0]), logit: logits(index)[order[0]], probability: 1)
                        ])
            }
            let units = (0..<Self.units).map { unit in
                UnitUpdate(
                    unit: UnitID(unit), top: [],
                    record: UnitRecord(
                        unit: UnitID(unit), mean: 0, deviation: 0, maximum: 1, activeFraction: 1, threshold: 1),
                    state: [])
            }
            let contents = AtlasContents(
                map: (2, 2), head: head,
                classes: ["a", "b", "c"].enumerated().map { ClassRecord(id: ClassID($0), name: $1, wnid: nil) },
                images: images, units: units)
            try contents.write(folder.file(name))
            return try Atlas(folder.file(name))
        }
    }

    private static let order = [3, 0, 8, 1, 7, 2, 6, 5, 4]

    /// A network and its copy with shuffled units: the permutation is found, every correlation is 1, every word is kept with
    /// its weight, and nothing else differs.
    @Test func aCopyWithShuffledUnits() throws {
        let network = try Network()
        let (a, b) = (try network.atlas("a"), try network.reordered(Self.order).atlas("b"))
        for threads in [1, 3] {
            var request = ComparisonRequest()
            request.threads = threads
            let comparison = try a.compare(with: b, request)
            let kept = comparison.matching.kept
            #expect(kept.count == Network.units - 1)
            #expect(kept.allSatisfy { $0.b.value == Self.order[$0.a.value] && abs($0.correlation - 1) < 1e-5 })
            func figure(_ key: String) -> Double? { comparison.figures.figure(key)?.value }
            #expect(figure("images") == Double(Network.images - 1))
            #expect(["dead_a", "dead_b", "lost", "new", "merged", "split"].map(figure) == [1, 1, 0, 0, 0, 0])
            #expect(figure("accuracy_a") == 1 && figure("accuracy_b") == 1 && figure("agreement") == 1)
            #expect(figure("mcnemar_exact") == 1)
            #expect(abs((figure("logit_correlation") ?? 0) - 1) < 1e-5)
            #expect((figure("logit_difference") ?? 1) < 1e-5)
            for row in comparison.classTable(limit: 10).rows {
                // Nine words, one of them dead.
                #expect(row[3] == .integer(9) && row[4] == .integer(8) && row[5] == .real(1))
            }
            for row in try comparison.wordTable(of: ClassRecord(id: ClassID(0), name: "a", wnid: nil), limit: 9).rows {
                let isDead = row[1] == .integer(4) || row[4] == .integer(Int64(Self.order[4]))
                #expect(row[0] == .text(isDead ? "dead" : "kept"))
                if !isDead { #expect(row[2] == row[5] && row[3] == row[6]) }
            }
            let dead = comparison.unitTable(.dead, limit: 10)
            #expect(dead.rows.map { [$0[1], $0[2]] } == [[.integer(4), .null], [.null, .integer(7)]])
            #expect(comparison.unitTable(limit: 100).rows.count == 10)
            #expect(comparison.unitTable(limit: 3).rows.count == 3)
        }
    }

    /// Without unit 2, and with weights of another sign for class 0, predictions change.
    @Test func aNetworkThatLostAWord() throws {
        let network = try Network()
        var pruned = network
        for image in pruned.pooled.indices { pruned.pooled[image][2] = 0 }
        pruned.weights[0] = pruned.weights[0].map { -$0 }
        let a = try network.atlas("a")
        let comparison = try a.compare(with: pruned.atlas("b", truth: network))
        #expect(comparison.matching.lost == [UnitID(2)])
        #expect(comparison.figures.figure("dead_b")?.value == 2)
        let indexed = 0..<Network.images - 1
        let classes = { (network: Network, image: Int) in Largest.indices(network.logits(image))[0] }
        let same = indexed.count { classes(network, $0) == classes(pruned, $0) }
        #expect(same < indexed.count)
        let pair = PairedComparison(
            first: indexed.map { _ in true }, second: indexed.map { classes(network, $0) == classes(pruned, $0) })
        #expect(comparison.figures.figure("accuracy_a")?.value == 1)
        #expect(comparison.figures.figure("accuracy_b")?.value == Double(same) / Double(indexed.count))
        #expect(comparison.figures.figure("only_a")?.value == Double(indexed.count - same))
        #expect(comparison.figures.figure("mcnemar_exact")?.value == pair.exactP)
    }

    /// Images are the same by path unless their contents differ, and otherwise by content.
    @Test func commonImages() throws {
        let network = try Network()
        let a = try network.atlas("a")
        // Images 0...4 changed; 5...9 moved; 10 moved, and 11 is a copy of it.
        let b = try network.atlas("b") {
            (5...10).contains($0) ? "moved/\($0).png" : "i/\($0).png"
        } digest: {
            $0 < 5 ? Int64(100 + $0) : $0 == 11 ? 10 : Int64($0)
        }
        let images = try CommonImages(a, b)
        #expect(images.changed == 6)
        #expect(images.moved == 5)
        #expect(images.pairs.count == 32)
        #expect(images.pairs.allSatisfy { $0.a.record.digest == $0.b.record.digest })
        // Without digests, paths decide.
        let c = try network.atlas("c", digest: { _ in nil })
        let plain = try CommonImages(a, c)
        #expect([plain.pairs.count, plain.moved, plain.changed] == [39, 0, 0])
        let d = try network.atlas("d") {
            $0 < 15 ? "i/\($0).png" : "other/\($0).png"
        } digest: { _ in
            nil
        }
        #expect(
            throws: UnitAtlasError.comparison(
                .tooFewImages(a: a.path, b: d.path, common: 15, changed: 0, needed: 20))
        ) { try a.compare(with: d) }
    }
}
