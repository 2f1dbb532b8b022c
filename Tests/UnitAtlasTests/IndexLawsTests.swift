import Foundation
import Store
import TestSupport
import Testing
import UnitAtlas

/// What an atlas holds does not depend on threads, pieces, the order in which images come, or interruptions: dumps are
/// equal bit for bit.
struct IndexLawsTests {
    /// A random network with some hundred pictures, ties and broken files among them.
    private struct ModelAndImages {
        let folder: TemporaryFolder
        let model: String
        let images: String

        init(_ form: String) throws {
            folder = try TemporaryFolder()
            model = try TinyClassifier.write(
                to: folder,
                network: form == "poolThenLinear"
                    ? RandomClassifier.poolThenLinear(seed: 3) : RandomClassifier.linearThenPool(seed: 3),
                preprocessing: RandomClassifier.preprocessing, classes: RandomClassifier.classList)
            images = try TinyImages.writeMany(180, seed: 5, to: folder, name: "images")
        }

        func index(
            _ name: String, images: String? = nil, threads: Int = 1, batch: Int = 64, interval: Duration = .seconds(2)
        ) throws -> String {
            var request = IndexRequest()
            request.model = model
            request.images = images ?? self.images
            request.top = 7
            request.threads = threads
            request.batch = batch
            request.commitInterval = interval
            _ = try Atlas.index(request, into: folder.file(name))
            return try logicalDump(path: folder.file(name))
        }
    }

    static let forms = ["poolThenLinear", "linearThenPool"]

    @Test(arguments: forms)
    func threadsAndPiecesDoNotMatter(_ form: String) throws {
        let inputs = try ModelAndImages(form)
        let expected = try inputs.index("1.sqlite")
        // Images, predictions, best images, and weights by hash.
        #expect(expected.split(separator: "\n").count > 500)
        for (place, (threads, batch)) in [(2, 64), (1, 1), (1, 7), (2, 7), (2, 32), (3, 1)].enumerated() {
            let dump = try inputs.index(
                "\(place + 2).sqlite", threads: threads, batch: batch, interval: place % 2 == 0 ? .zero : .seconds(2))
            #expect(dump == expected, "\(threads) threads, pieces of \(batch)")
        }
    }

    @Test(arguments: forms)
    func orderDoesNotMatter(_ form: String) throws {
        let inputs = try ModelAndImages(form)
        let files = FileManager.default
        let paths = try #require(files.enumerator(atPath: inputs.images)).compactMap { $0 as? String }
            .filter { $0.hasSuffix(".png") }.sorted()
        #expect(paths.count == 180)
        let list = inputs.folder.file("images/list.txt")
        try paths.joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
        let expected = try inputs.index("sorted.sqlite", images: list)
        var random = SeededGenerator(seed: 17)
        for trial in 0..<3 {
            // In the list's order, and in parts that come one after the other.
            let shuffled = paths.shuffled(using: &random)
            var dump = ""
            for part in [shuffled.count / (trial + 2), shuffled.count / 2, shuffled.count] {
                try shuffled.prefix(part).joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
                dump = try inputs.index("shuffled\(trial).sqlite", images: list, threads: 1 + trial % 2, batch: 16)
            }
            #expect(dump == expected)
        }
    }

    /// Images that come into the folder bit by bit, with a run after each portion.
    @Test(arguments: forms)
    func cutAndResumed(_ form: String) throws {
        let inputs = try ModelAndImages(form)
        let files = FileManager.default
        let aside = inputs.folder.file("aside")
        let expected = try inputs.index("whole.sqlite")
        try files.moveItem(atPath: inputs.images, toPath: aside)
        var paths = try #require(files.enumerator(atPath: aside)).compactMap { $0 as? String }
            .filter { $0.hasSuffix(".png") }.sorted()
        var random = SeededGenerator(seed: 23)
        paths.shuffle(using: &random)
        var dump = ""
        while !paths.isEmpty {
            for path in paths.prefix(Int.random(in: 10...80, using: &random)) {
                let target = URL(fileURLWithPath: inputs.images + "/" + path)
                try files.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try files.moveItem(atPath: aside + "/" + path, toPath: target.path)
            }
            paths.removeAll { !files.fileExists(atPath: aside + "/" + $0) }
            dump = try inputs.index("cut.sqlite", threads: 2, batch: 9, interval: .zero)
        }
        #expect(dump == expected)
    }
}
