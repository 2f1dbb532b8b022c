import Foundation
import Reporting
import Store
import Tensors
import TestSupport
import Tensors
import Testing
import UnitAtlas
import Units

/// Fields do not depend on threads, on interruptions, or on how much is computed to get them.
struct FieldEstimatorTests {
    /// An atlas of a random network with some pictures.
    private struct IndexedModel {
        let folder: TemporaryFolder
        let atlas: String

        init(_ form: String) throws {
            folder = try TemporaryFolder()
            let model = try TinyClassifier.write(
                to: folder,
                network: form == "poolThenLinear"
                    ? RandomClassifier.poolThenLinear(seed: 3) : RandomClassifier.linearThenPool(seed: 3),
                preprocessing: RandomClassifier.preprocessing, classes: RandomClassifier.classList)
            var index = IndexRequest()
            index.model = model
            index.images = try TinyImages.writeMany(40, seed: 5, to: folder, name: "images")
            index.top = 6
            atlas = folder.file("atlas.sqlite")
            _ = try Atlas.index(index, into: atlas)
        }

        func estimation(_ name: String) throws -> Estimation {
            let copy = folder.file(name)
            if !FileManager.default.fileExists(atPath: copy) {
                try FileManager.default.copyItem(atPath: atlas, toPath: copy)
            }
            var request = FieldRequest()
            (request.patch, request.stride, request.images, request.threads) = (4, 2, 5, 1)
            return Estimation(path: copy, request: request)
        }
    }

    /// What is to be estimated, in which atlas.
    private struct Estimation {
        let path: String
        var request: FieldRequest

        func run(progress: (IndexProgress) throws -> Void = { _ in }) throws -> FieldOutcome {
            try Atlas(path).estimateReceptiveFields(request, progress: progress)
        }
    }

    private struct Interruption: Error {}

    static let forms = ["poolThenLinear", "linearThenPool"]

    @Test(arguments: forms)
    func threadsAndInterruptionsDoNotMatter(_ form: String) throws {
        let indexed = try IndexedModel(form)
        let first = try indexed.estimation("1.sqlite")
        var progress: [IndexProgress] = []
        let outcome = try first.run { progress.append($0) }
        #expect(progress.allSatisfy { $0.total == outcome.images } && progress.last?.done == outcome.images)
        #expect(progress.map(\.done) == progress.map(\.done).sorted() && progress.last?.share == 1)
        #expect(outcome.units.count + outcome.inactive.count == 12 && outcome.units.count > 6)
        #expect(outcome.covered > 0 && outcome.images > 5)
        let expected = try logicalDump(path: first.path)
        #expect(expected.contains("receptive_field\tunit=") && !expected.contains("discrepancy"))

        var threaded = try indexed.estimation("2.sqlite")
        threaded.request.threads = 3
        _ = try threaded.run()
        #expect(try logicalDump(path: threaded.path) == expected)

        // Broken off again and again after some pieces, and gone on with.
        var broken = try indexed.estimation("3.sqlite")
        var (rounds, isDone, partial) = (0, false, 0)
        while !isDone, rounds < 100 {
            rounds += 1
            broken.request.threads = 1 + rounds % 2
            var pieces = 0
            do {
                _ = try broken.run { _ in
                    pieces += 1
                    if pieces > 7 { throw Interruption() }
                }
                isDone = true
            } catch is Interruption {
                if try logicalDump(path: broken.path).contains("discrepancy") { partial += 1 }
            }
        }
        #expect(isDone && rounds > 2 && partial > 0)
        #expect(try logicalDump(path: broken.path) == expected)
        // Once more, there is nothing to do.
        #expect(try first.run().covered == 0)
        #expect(try logicalDump(path: first.path) == expected)
    }

    @Test(arguments: forms)
    func theWholeNetworkGivesTheSameFields(_ form: String) throws {
        let indexed = try IndexedModel(form)
        let fast = try indexed.estimation("fast.sqlite")
        var plain = try indexed.estimation("plain.sqlite")
        plain.request.isPlain = true
        let outcomes = [try fast.run(), try plain.run()]
        let fields = try zip([fast, plain], outcomes).map { estimation, outcome in
            let reader = try AtlasReader(path: estimation.path)
            defer { reader.close() }
            return try reader.receptiveFields(outcome.configuration)
        }
        #expect(fields[0].map(\.unit) == fields[1].map(\.unit) && fields[0].count > 6)
        for (a, b) in zip(fields[0], fields[1]) {
            let scale = b.map.maximum ?? 0
            #expect(scale > 0 && a.size == b.size && a.images == b.images)
            for (x, y) in zip(a.map.values, b.map.values) { #expect(abs(x - y) <= 1e-5 * scale) }
        }
    }

    /// A field was made from a unit's best images: when they change, it is forgotten, and made anew when requested.
    @Test func otherBestImagesMakeOtherFields() throws {
        let indexed = try IndexedModel("poolThenLinear")
        let estimation = try indexed.estimation("1.sqlite")
        let before = try estimation.run()
        _ = try TinyImages.writeMany(30, seed: 6, to: indexed.folder, name: "images/more")
        _ = try Atlas.index(IndexRequest(), into: estimation.path)
        let reader = try AtlasReader(path: estimation.path)
        let left = try reader.receptiveFields()
        reader.close()
        #expect(left.count < before.units.count)
        let after = try estimation.run()
        #expect(after.covered > 0)
        #expect(try Atlas(estimation.path).receptiveFields(after).table.rows.count == after.units.count)
    }

    /// Each choice makes fields of its own, side by side in the atlas.
    @Test func choicesAreKeptApart() throws {
        let indexed = try IndexedModel("linearThenPool")
        var estimation = try indexed.estimation("1.sqlite")
        estimation.request.selection = .units((0...3).map { UnitID($0) })
        let first = try estimation.run()
        estimation.request.stride = 3
        let second = try estimation.run()
        estimation.request.seed = 2
        let third = try estimation.run()
        #expect(Set(try [first, second, third].map { try $0.configuration.json() }).count == 3)
        let reader = try AtlasReader(path: estimation.path)
        defer { reader.close() }
        let unit = try #require(first.units.first)
        let records = try reader.receptiveFields(of: unit)
        let texts = Set(try records.map { try $0.configuration.json() })
        #expect(records.count == 3 && texts.count == 3)
        #expect(records[0].map != records[1].map)
        estimation.request.patch = 2
        #expect(throws: UnitAtlasError.units(.patch(patch: 2, stride: 3, width: 16, height: 16))) {
            try estimation.run()
        }
        estimation.request.patch = 17
        #expect(throws: UnitAtlasError.units(.patch(patch: 17, stride: 3, width: 16, height: 16))) {
            try estimation.run()
        }
    }

    @Test func benchmarkMeasuresBothWays() throws {
        let indexed = try IndexedModel("poolThenLinear")
        let estimation = try indexed.estimation("1.sqlite")
        let before = try logicalDump(path: estimation.path)
        let benchmark = try FieldBenchmark(Atlas(estimation.path), estimation.request, images: 2, sample: 20)
        #expect(benchmark.images == 2 && benchmark.places == 49 && benchmark.sample > 30)
        #expect(benchmark.plainSeconds > 0 && benchmark.largestDifference <= 1e-5)
        #expect(try logicalDump(path: estimation.path) == before)
    }
}
