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
    private struct Subject {
        let folder: TemporaryFolder
        let atlas: String

        init(_ form: String) throws {
            folder = try TemporaryFolder()
            let model = try TinyClassifier.write(
                to: folder,
                network: form == "poolThenLinear"
                    ? RandomClassifier.poolThenLinear(seed: 3) : RandomClassifier.linearThenPool(seed: 3),
                preprocessing: RandomClassifier.preprocessing, classes: RandomClassifier.classList)
            var index = IndexRequest(atlas: folder.file("atlas.sqlite"))
            index.model = model
            index.images = try TinyImages.writeMany(40, seed: 5, to: folder, name: "images")
            index.top = 6
            _ = try Indexer.run(index)
            atlas = index.atlas
        }

        func request(_ name: String) throws -> FieldRequest {
            let copy = folder.file(name)
            if !FileManager.default.fileExists(atPath: copy) {
                try FileManager.default.copyItem(atPath: atlas, toPath: copy)
            }
            var request = FieldRequest(atlas: copy)
            (request.patch, request.stride, request.images, request.threads) = (4, 2, 5, 1)
            return request
        }
    }

    private struct Interruption: Error {}

    static let forms = ["poolThenLinear", "linearThenPool"]

    @Test(arguments: forms)
    func threadsAndInterruptionsDoNotMatter(_ form: String) throws {
        let subject = try Subject(form)
        let first = try subject.request("1.sqlite")
        let outcome = try FieldEstimator.run(first)
        #expect(outcome.units.count + outcome.silent.count == 12 && outcome.units.count > 6)
        #expect(outcome.covered > 0 && outcome.images > 5)
        let expected = try logicalDump(path: first.atlas)
        #expect(expected.contains("receptive_field\tunit=") && !expected.contains("discrepancy"))

        var threaded = try subject.request("2.sqlite")
        threaded.threads = 3
        _ = try FieldEstimator.run(threaded)
        #expect(try logicalDump(path: threaded.atlas) == expected)

        // Broken off again and again after some pieces, and gone on with.
        var broken = try subject.request("3.sqlite")
        var (rounds, isDone, partial) = (0, false, 0)
        while !isDone, rounds < 100 {
            rounds += 1
            broken.threads = 1 + rounds % 2
            var pieces = 0
            do {
                _ = try FieldEstimator.run(broken) { _ in
                    pieces += 1
                    if pieces > 7 { throw Interruption() }
                }
                isDone = true
            } catch is Interruption {
                if try logicalDump(path: broken.atlas).contains("discrepancy") { partial += 1 }
            }
        }
        #expect(isDone && rounds > 2 && partial > 0)
        #expect(try logicalDump(path: broken.atlas) == expected)
        // Once more, there is nothing to do.
        #expect(try FieldEstimator.run(first).covered == 0)
        #expect(try logicalDump(path: first.atlas) == expected)
    }

    @Test(arguments: forms)
    func theWholeNetworkGivesTheSameFields(_ form: String) throws {
        let subject = try Subject(form)
        let fast = try subject.request("fast.sqlite")
        var plain = try subject.request("plain.sqlite")
        plain.isPlain = true
        let outcomes = [try FieldEstimator.run(fast), try FieldEstimator.run(plain)]
        let fields = try zip([fast, plain], outcomes).map { request, outcome in
            let reader = try AtlasReader(path: request.atlas)
            defer { reader.close() }
            return try reader.receptiveFields(
                method: FieldConfiguration.method, configuration: outcome.configuration)
        }
        #expect(fields[0].map(\.unit) == fields[1].map(\.unit) && fields[0].count > 6)
        for (a, b) in zip(fields[0], fields[1]) {
            let scale = b.map.maximum ?? 0
            #expect(scale > 0 && a.size == b.size && a.images == b.images)
            for (x, y) in zip(a.map.values, b.map.values) { #expect(abs(x - y) <= 1e-5 * scale) }
        }
    }

    /// A field was made from a unit's best images: when they change, it is forgotten, and made anew when asked for.
    @Test func otherBestImagesMakeOtherFields() throws {
        let subject = try Subject("poolThenLinear")
        let request = try subject.request("1.sqlite")
        let before = try FieldEstimator.run(request)
        _ = try TinyImages.writeMany(30, seed: 6, to: subject.folder, name: "images/more")
        _ = try Indexer.run(IndexRequest(atlas: request.atlas))
        let reader = try AtlasReader(path: request.atlas)
        let left = try reader.receptiveFields(method: FieldConfiguration.method)
        reader.close()
        #expect(left.count < before.units.count)
        let after = try FieldEstimator.run(request)
        #expect(after.covered > 0)
        #expect(try FieldList(atlas: request.atlas, after).table.rows.count == after.units.count)
    }

    /// Each choice makes fields of its own, side by side in the atlas.
    @Test func choicesAreKeptApart() throws {
        let subject = try Subject("linearThenPool")
        var request = try subject.request("1.sqlite")
        request.selection = .units(["0-3"])
        let first = try FieldEstimator.run(request)
        request.stride = 3
        let second = try FieldEstimator.run(request)
        request.seed = 2
        let third = try FieldEstimator.run(request)
        #expect(Set([first, second, third].map(\.configuration)).count == 3)
        let reader = try AtlasReader(path: request.atlas)
        defer { reader.close() }
        let unit = try #require(first.units.first)
        let records = try reader.receptiveFields(of: unit, method: FieldConfiguration.method)
        #expect(records.count == 3 && Set(records.map(\.configuration)).count == 3)
        #expect(records[0].map != records[1].map)
        request.patch = 2
        #expect(throws: UnitAtlasError.self) { try FieldEstimator.run(request) }
        request.patch = 17
        #expect(throws: UnitAtlasError.self) { try FieldEstimator.run(request) }
    }

    @Test func benchmarkMeasuresBothWays() throws {
        let subject = try Subject("poolThenLinear")
        let request = try subject.request("1.sqlite")
        let before = try logicalDump(path: request.atlas)
        let benchmark = try FieldBenchmark.run(request, images: 2, sample: 20)
        #expect(benchmark.images == 2 && benchmark.places == 49 && benchmark.sample > 30)
        #expect(benchmark.plainSeconds > 0 && benchmark.largestDifference <= 1e-5)
        #expect(try logicalDump(path: request.atlas) == before)
    }
}
