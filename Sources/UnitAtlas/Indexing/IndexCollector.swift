import Foundation
import Observers
import Store
import Units

/// Merges pieces of an index as they arrive, and stores them in batches, one transaction each.
struct IndexCollector {
    private let writer: AtlasWriter
    private var top: TopActivations
    private var statistics: UnitStatistics
    private var pending: [IndexedImage] = []
    private var lastCommit = ContinuousClock.now
    private var commitCost = Duration.zero
    /// The results that were deleted because the new images made them stale.
    private(set) var removed = RemovedResults()

    /// The work between two transactions takes at least this long, and long enough that storing takes a twentieth of
    /// the time.
    private let interval: Duration
    private static let workPerCommit = 20

    /// Resumes from the state in the atlas.
    init(_ writer: AtlasWriter, unitCount: Int, top limit: Int, interval: Duration) throws {
        self.writer = writer
        self.interval = interval
        if let state = try writer.resumeState() {
            top = TopActivations(limit: limit, entries: state.top)
            statistics = try UnitStatistics(states: state.states)
        } else {
            top = TopActivations(unitCount: unitCount, limit: limit)
            statistics = UnitStatistics(unitCount: unitCount)
        }
    }

    mutating func take(_ piece: IndexedPiece) throws {
        top.merge(piece.top)
        statistics.merge(piece.statistics)
        pending += piece.images
        if interval == .zero || .now - lastCommit > max(interval, commitCost * Self.workPerCommit) { try commit() }
    }

    /// Stores the pieces that arrived since the last transaction.
    mutating func commit() throws {
        guard !pending.isEmpty else { return }
        let start = ContinuousClock.now
        let changed = Set(top.takeChangedUnits())
        let records = statistics.summary
        let updates = records.map { record in
            UnitUpdate(
                unit: record.unit, top: changed.contains(record.unit) ? top.ranked(record.unit) : nil, record: record,
                state: statistics.state(of: record.unit))
        }
        removed.add(try writer.commit(images: pending, units: updates))
        pending = []
        lastCommit = .now
        commitCost = lastCommit - start
    }
}
