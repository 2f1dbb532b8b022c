import Analyses
import Annotations
import Foundation
import ImageCollections
import Images
import Inference
import Store
import Units
import Workers

/// Indexes images into an atlas.
enum Indexer {
    static func run(
        _ request: IndexRequest, into path: String, progress: (IndexProgress) -> Void
    ) throws -> IndexOutcome {
        let job = try IndexJob(request, path: path)
        let plan = job.plan
        let classifierPlan = try ClassifierPlan(
            plan.model.network, classifier: plan.model.classifier, channels: plan.model.channels,
            height: plan.model.inputHeight, width: plan.model.inputWidth, precision: plan.settings.precision)
        let work = IndexWork(
            plan: classifierPlan, preprocessing: plan.model.preprocessing, decoding: plan.settings.decoding,
            root: job.images.root, labels: job.labels, top: plan.settings.top)
        let writer = try AtlasWriter(
            path: path, header: plan.header, head: plan.model.classifier.head, classes: plan.model.classes,
            replacesOlder: job.older != nil)
        defer { writer.close() }
        let known = try job.known(try writer.knownImages())
        var outcome = IndexOutcome()
        outcome.isRebuilt = job.older != nil
        outcome.removed = job.older?.results ?? RemovedResults()
        if known.isOutdated { outcome.removed.add(try writer.clear()) }
        try writer.setModified(known.touched)
        outcome.labels = plan.settings.labels
        do {
            try add(known.missing, work, writer, request, &outcome, progress)
        } catch {
            // Do not leave an atlas without images behind.
            if job.isNew, (try? writer.knownImages())?.isEmpty == true { writer.discard() }
            throw error
        }
        try writer.finish()
        if let earlier = job.earlierEngine, earlier != Network.engine, outcome.added > 0 {
            outcome.earlierEngine = earlier
        }
        outcome.gone = Array(known.gone.prefix(5))
        outcome.goneCount = known.gone.count
        outcome.labelOffset = plan.settings.labelOffset ?? 0
        outcome.otherFiles = job.otherFiles
        outcome.labelRemarks = job.labels.remarks
        outcome.foldersWithoutClass = job.labels.foldersWithoutClass(job.entries.map(\.path))
        outcome.count(try writer.counts())
        outcome.labelShift = LabelShift(
            try writer.labelledPredictions(), classes: plan.model.classes.count)
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
                // What follows differs from file to file.
                result.skippedKinds[String(reason.prefix { $0 != ":" && $0 != ";" && $0 != "," }), default: 0] += 1
                if result.reasons.count < 5 { result.reasons.append("\(image.record.path) \(reason)") }
            }
            result.seconds = (ContinuousClock.now - start) / .seconds(1)
            progress(
                IndexProgress(
                    done: result.added, total: entries.count, skipped: result.skipped, seconds: result.seconds))
        }
        try collector.commit()
        result.removed.add(collector.removed)
        result.seconds = (ContinuousClock.now - start) / .seconds(1)
        outcome = result
    }
}

extension Atlas {
    /// Builds the atlas at `path`, or adds the images that it does not have yet, in one pass that reads and runs each
    /// image once.
    ///
    /// After an interruption, the same call resumes and produces the same atlas as an uninterrupted run.
    /// - Parameters:
    ///   - request: What to index. Settings that are nil are taken from the existing atlas, if there is one.
    ///   - path: The atlas's file.
    ///   - progress: Called on the calling thread after each piece of work.
    /// - Throws: `UnitAtlasError` or `StoreError`; batches stored before the error stay.
    public static func index(
        _ request: IndexRequest, into path: String, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> IndexOutcome {
        try Indexer.run(request, into: path, progress: progress)
    }
}

extension IndexOutcome {
    /// Copies the counts of the atlas.
    fileprivate mutating func count(_ counts: ImageCounts) {
        (indexed, skipped, labelled) = (counts.indexed, counts.skipped, counts.labelled)
        (correct, correctTop5) = (counts.correct, counts.correctTop5)
    }
}

/// Hands out images in pieces that become smaller towards the end, so that no thread waits long for another. Use it
/// from one thread at a time.
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
