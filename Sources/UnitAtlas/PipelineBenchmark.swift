import Analyses
import Foundation
import ImageCollections
import Images
import Inference
package import Reporting
import Workers

/// How well `index` uses the machine: what it reaches of what decoding and network allow where they share the cores.
package struct PipelineBenchmark: Sendable, Equatable {
    package let images: Int
    package let threads: Int
    /// Files decoded and made into the network's input, a second, when nothing else is done.
    package let decodedPerSecond: Double
    /// Images that the network alone runs a second.
    package let forwardPerSecond: Double
    /// Images a second of a whole index run, start-up aside.
    package let indexedPerSecond: Double

    /// 1 / (1/decode + 1/forward): what remains to reach when everything else is free.
    package var boundPerSecond: Double { 1 / (1 / decodedPerSecond + 1 / forwardPerSecond) }
    /// The part of it that `index` reaches.
    package var share: Double { indexedPerSecond / boundPerSecond }

    /// Measures `rounds` times, the three in turn, and takes the medians.
    ///
    /// - Throws: What `Indexer` throws.
    package static func run(
        model path: String, images: String, preprocessing: PreprocessingChoice?, threads: Int, rounds: Int = 3
    ) throws -> PipelineBenchmark {
        let model = try ClassifierModel(path: path, preprocessing: preprocessing)
        let collection = try ImageCollection(images)
        let entries = try collection.entries()
        guard !entries.isEmpty else { throw UnitAtlasError.noImages(path: images) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("unit-atlas-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var (decoded, forward, indexed): ([Double], [Double], [Double]) = ([], [], [])
        for round in 0..<max(1, rounds) {
            decoded.append(try decodingRate(entries, root: collection.root, model: model, threads: threads))
            forward.append(
                try Benchmark.run(
                    model.network, channels: model.channels, height: model.inputHeight, width: model.inputWidth,
                    .init(batch: 16, threads: threads, rounds: 1)
                ).imagesPerSecond)
            let atlas = folder.appendingPathComponent("\(round).sqlite").path
            var request = IndexRequest()
            (request.model, request.images, request.preprocessing) = (path, images, preprocessing)
            request.threads = threads
            let outcome = try Atlas.index(request, into: atlas)
            indexed.append(Double(outcome.added) / outcome.seconds)
        }
        func median(_ values: [Double]) -> Double { Statistics.median(values) ?? 0 }
        return PipelineBenchmark(
            images: entries.count, threads: threads, decodedPerSecond: median(decoded),
            forwardPerSecond: median(forward), indexedPerSecond: median(indexed))
    }

    private static func decodingRate(
        _ entries: [ImageFolder.Entry], root: String, model: ClassifierModel, threads: Int
    ) throws -> Double {
        let preprocessing = model.preprocessing
        let count = model.channels * model.inputHeight * model.inputWidth
        let start = ContinuousClock.now
        try WorkerPool.run(pieces: entries.count, threads: threads) {
            var input = [Float](repeating: 0, count: count)
            return { index in
                // What cannot be decoded costs time in an index run too.
                guard let raster = try? ImageFile.decode(path: root + "/" + entries[index].path) else { return }
                var span = input.mutableSpan
                preprocessing.fill(raster, into: &span)
            }
        } consume: { (_: Void) in
        }
        return Double(entries.count) / ((ContinuousClock.now - start) / .seconds(1))
    }

    /// The figures of the report.
    package var figures: [Figure] {
        [
            Figure("images", "images", count: images), Figure("threads", "threads", count: threads),
            Figure("decoded_per_second", "images/s, decoding only", decodedPerSecond, unit: .number),
            Figure("forward_per_second", "images/s, network only", forwardPerSecond, unit: .number),
            Figure(
                "bound_per_second", "images/s, upper bound: 1 / (1/decoding + 1/network)", boundPerSecond,
                unit: .number),
            Figure("indexed_per_second", "images/s, index", indexedPerSecond, unit: .number),
            Figure("share_of_bound", "index, share of the bound", share, unit: .percent),
        ]
    }

    /// One JSON object.
    package var json: String { JSONValue.object(figures.members).lines }

    /// A row for each figure.
    package var table: ResultTable { figures.table.without(["low", "high"]) }
}
