import Annotations
import Foundation
import ImageCollections
import Images
import Inference
import Store
import Units
import Workers

/// Makes an atlas, or goes on with one: one pass over the images, each read and run once.
public enum Indexer {
    /// Indexes what the atlas does not hold yet.
    ///
    /// Killed at any moment and run again, it ends with the atlas that an uninterrupted run makes.
    /// - Parameter progress: Called on the calling thread after each piece of work.
    /// - Throws: One sentence for the user; what was stored until then stays.
    public static func run(
        _ request: IndexRequest, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> IndexOutcome {
        let stored = try StoredSubject.read(request.atlas)
        let subject = try IndexSubject(request, stored: stored)
        let images = try ImageCollection(subject.configuration.images)
        let labels = try ImageLabels(
            subject.configuration.labels.map { .file($0) } ?? .folders, classes: subject.model.classes)
        let entries = try images.entries()
        guard !entries.isEmpty else {
            throw UnitAtlasError.file(path: subject.configuration.images, reason: "no image file is in it")
        }
        var before: (ablation: [String], labels: [String]) = ([], [])
        if stored != nil {
            // Refused before a writer touches the file.
            let reader = try AtlasReader(path: request.atlas)
            defer { reader.close() }
            before = try reader.headsWithRows()
            let records = try reader.images().map { ($0.path, $0) }
            _ = try KnownImages(
                Dictionary(records) { first, _ in first }, entries: entries, labels: labels, request: request,
                images: images.path, earlier: stored?.configuration.images)
        }
        let plan = try ClassifierPlan(
            subject.model.network, classifier: subject.model.classifier, channels: subject.model.channels,
            height: subject.model.inputHeight, width: subject.model.inputWidth,
            precision: subject.configuration.precision)
        let work = IndexWork(
            plan: plan, preprocessing: subject.model.preprocessing, decoding: subject.configuration.decoding,
            root: images.root, labels: labels, top: subject.configuration.top)
        let writer = try AtlasWriter(
            path: request.atlas, header: try subject.header(), head: subject.model.classifier.head,
            classes: subject.model.classes, movable: IndexConfiguration.movable)
        defer { writer.close() }
        let known = try KnownImages(
            try writer.knownImages(), entries: entries, labels: labels, request: request, images: images.path,
            earlier: stored?.configuration.images)
        if known.isOutdated { try writer.clear() }
        var outcome = IndexOutcome()
        outcome.labels = subject.configuration.labels
        do {
            try add(known.missing, work, writer, request, &outcome, progress)
        } catch {
            // An atlas without an image would only be in the way.
            if stored == nil, (try? writer.knownImages())?.isEmpty == true { writer.discard() }
            throw error
        }
        try writer.finish()
        if let earlier = stored?.configuration.engine, earlier != Network.engine, outcome.added > 0 {
            outcome.earlierEngine = earlier
        }
        outcome.gone = Array(known.gone.prefix(5))
        outcome.goneCount = known.gone.count
        outcome.foldersWithoutClass = labels.foldersWithoutClass(entries.map(\.path))
        try count(request.atlas, before, &outcome)
        return outcome
    }

    private static func add(
        _ entries: [ImageFolder.Entry], _ work: IndexWork, _ writer: AtlasWriter, _ request: IndexRequest,
        _ outcome: inout IndexOutcome, _ progress: (IndexProgress) -> Void
    ) throws {
        var collector = try IndexCollector(
            writer, unitCount: work.plan.classifier.unitCount, top: work.top, interval: request.commitInterval)
        let pieces = Pieces(entries, largest: max(1, request.batch), threads: max(1, request.threads))
        let start = ContinuousClock.now
        var result = outcome
        try WorkerPool.run(threads: max(1, request.threads), next: { pieces.next() }, makeWorker: work.makeWorker) {
            piece in
            try collector.take(piece)
            result.added += piece.images.count
            for image in piece.images {
                guard case .skipped(let reason) = image.record.status else { continue }
                result.skipped += 1
                if result.reasons.count < 5 { result.reasons.append("\(image.record.path) \(reason)") }
            }
            result.seconds = (ContinuousClock.now - start) / .seconds(1)
            progress(
                IndexProgress(
                    done: result.added, total: entries.count, skipped: result.skipped, seconds: result.seconds))
        }
        try collector.commit()
        result.seconds = (ContinuousClock.now - start) / .seconds(1)
        outcome = result
    }

    /// - Parameter before: Heads with a stored ablation and with labels, before the run.
    private static func count(
        _ path: String, _ before: (ablation: [String], labels: [String]), _ outcome: inout IndexOutcome
    ) throws {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        let counts = try reader.counts()
        outcome.indexed = counts.indexed
        outcome.skipped = counts.skipped
        outcome.labelled = counts.labelled
        outcome.correct = counts.correct
        outcome.correctTop5 = counts.correctTop5
        let after = try reader.headsWithRows()
        outcome.withoutAblation = before.ablation.filter { !after.ablation.contains($0) }
        outcome.withoutLabels = before.labels.filter { !after.labels.contains($0) }
    }
}

/// Hands out images in pieces that become smaller towards the end, so that no thread waits long for another; used by one
/// thread at a time.
private final class Pieces: @unchecked Sendable {
    private let entries: [ImageFolder.Entry]
    private let largest: Int
    private let threads: Int
    private var place = 0

    init(_ entries: [ImageFolder.Entry], largest: Int, threads: Int) {
        self.entries = entries
        self.largest = largest
        self.threads = threads
    }

    func next() -> [ImageFolder.Entry]? {
        guard place < entries.count else { return nil }
        let remaining = entries.count - place
        let end = min(entries.count, place + max(1, min(largest, remaining / (3 * threads))))
        defer { place = end }
        return Array(entries[place..<end])
    }
}
