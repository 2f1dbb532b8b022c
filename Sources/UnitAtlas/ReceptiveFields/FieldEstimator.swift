import Analyses
import Foundation
import Images
import Inference
import Store
import Units
import Workers

extension Atlas {
    /// Estimates the receptive fields that are requested and missing, and stores them in the atlas.
    ///
    /// One pass over the covered versions of an image serves all units that it is one of the best of. If interrupted, the
    /// same call resumes and ends with the same fields.
    /// - Parameter progress: Called on the calling thread after each piece of work.
    /// - Throws: `UnitAtlasError` or `StoreError`; what was stored until then stays.
    public func estimateReceptiveFields(
        _ request: FieldRequest, progress: (IndexProgress) throws -> Void = { _ in }
    ) throws -> FieldOutcome {
        try FieldEstimator.run(self, request, progress: progress)
    }

    /// The estimated receptive fields of the units of `outcome`, in the order requested.
    public func receptiveFields(_ outcome: FieldOutcome) throws -> FieldList { try FieldList(self, outcome) }
}

/// Estimates receptive fields of an atlas's units, and stores them in it.
enum FieldEstimator {
    static func run(
        _ atlas: Atlas, _ request: FieldRequest, progress: (IndexProgress) throws -> Void
    ) throws -> FieldOutcome {
        let plan = try FieldPlan(atlas, request)
        // Read before the file is opened for writing, see `Atlas.edit`.
        let done = Set(try atlas.reader.receptiveFieldSizes(plan.configuration).map(\.unit))
        let pending = try plan.units.filter { !done.contains($0) }.map { unit in
            (unit, try atlas.topActivations(of: unit).prefix(request.images).filter { $0.maximum > 0 })
        }
        let paths = Set(pending.flatMap { $0.1.map(\.path) })
        let records = try paths.compactMap { try atlas.image($0) }
        let writer = try ReceptiveFieldWriter(path: atlas.path, configuration: plan.configuration)
        defer { writer.close() }
        var collector = FieldCollector(plan, writer, known: try writer.known())
        for (unit, top) in pending { collector.add(unit, top) }
        var outcome = FieldOutcome(configuration: plan.configuration)
        outcome.classRecord = plan.classRecord
        outcome.inactive = collector.inactive
        let inactive = Set(collector.inactive)
        outcome.units = plan.units.filter { !inactive.contains($0) }
        outcome.images = collector.work.count
        try collector.check(records)
        try collector.finishComplete()
        if !collector.work.isEmpty { try cover(&collector, request, &outcome, progress) }
        return outcome
    }

    private static func cover(
        _ collector: inout FieldCollector, _ request: FieldRequest, _ outcome: inout FieldOutcome,
        _ progress: (IndexProgress) throws -> Void
    ) throws {
        let plan = try collector.plan.occlusion(isPlain: request.isPlain)
        let work = collector.work
        let queue = FieldQueue(
            work.enumerated().flatMap { image, entry in
                plan.pieces(entry.cells).map { FieldQueue.Item(image: image, piece: $0) }
            })
        let worker = FieldWorker(plan: plan, work: work, source: collector.plan)
        let total = queue.items.reduce(0) { $0 + $1.piece.places.count }
        collector.expect(queue.items)
        var missing: [Int: Int] = [:]
        for item in queue.items { missing[item.image, default: 0] += 1 }
        let images = missing.count
        let start = ContinuousClock.now
        try WorkerPool.run(
            threads: max(1, min(request.threads, queue.items.count)), next: { queue.next() },
            makeWorker: worker.makeWorker
        ) { result in
            try collector.take(result)
            outcome.covered += result.piece.places.count
            outcome.seconds = (ContinuousClock.now - start) / .seconds(1)
            missing[result.image, default: 0] -= 1
            if missing[result.image] == 0 { missing[result.image] = nil }
            try progress(
                IndexProgress(
                    done: images - missing.count, total: images, skipped: 0, seconds: outcome.seconds,
                    share: Double(outcome.covered) / Double(total)))
        }
    }
}

/// Pieces of work in their order; used by one thread at a time.
final class FieldQueue: @unchecked Sendable {
    struct Item: Sendable {
        /// Which of the images.
        let image: Int
        let piece: OcclusionPiece
    }

    let items: [Item]
    private var place = 0

    init(_ items: [Item]) { self.items = items }

    func next() -> Item? {
        guard place < items.count else { return nil }
        place += 1
        return items[place - 1]
    }
}

/// What one piece gave.
struct FieldPiece: Sendable {
    let image: Int
    let piece: OcclusionPiece
    /// What the patch at each place took from each cell, [places, cells].
    let drops: [Float]
}

/// What the threads of an estimation share.
struct FieldWorker: Sendable {
    let plan: OcclusionPlan
    let work: [FieldImage]
    /// What reads the images.
    let source: FieldPlan

    /// One thread's worker: reads an image when the first piece of it comes, and covers it.
    func makeWorker() throws -> (FieldQueue.Item) throws -> FieldPiece {
        let session = try OcclusionSession(plan)
        var current: Int?
        var clean: [Float] = []
        return { item in
            let entry = work[item.image]
            do {
                if current != item.image {
                    clean = try session.begin(image: try source.input(entry.path), cells: entry.cells)
                    current = item.image
                }
                let covered = try session.values(item.piece)
                let before = item.piece.cells.map { clean[$0] }
                let drops = covered.indices.map { before[$0 % before.count] - covered[$0] }
                return FieldPiece(image: item.image, piece: item.piece, drops: drops)
            } catch let error as InferenceError {
                throw UnitAtlasError.image(path: entry.path, .inference(reason: "\(error)"))
            }
        }
    }
}
