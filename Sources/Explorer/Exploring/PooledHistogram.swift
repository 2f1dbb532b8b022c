import Store
import Tensors
import UnitAtlas
package import Units

/// How a unit's pooled activation is spread over the images of an atlas: counts in bins of equal width.
package struct PooledHistogram: Sendable, Equatable {
    /// A bin holds values from `start + i·width` up to the next one's.
    package let start: Double
    package let width: Double
    /// Images in each bin.
    package let counts: [Int]
    /// Of them those of the class that the unit argues for most, by label, or where no image has one by prediction.
    package let ownCounts: [Int]
    /// That class.
    package let own: ClassID?

    package var images: Int { counts.reduce(0, +) }
}

/// The histograms of all units, made in one pass over the images.
///
/// The width of a unit's bins is a power of two: as soon as a value does not fit into the bins, neighbours are joined and
/// the width doubles. What comes out does not depend on the order of the images.
final class PooledHistograms: Sendable {
    /// Bins on each side of zero.
    private static let bins = 64
    /// Width of the first bins: 2 to this power.
    private static let smallest = -24

    private let histograms: [PooledHistogram]

    init(_ exploration: Exploration) throws {
        let units = exploration.units.count
        let owners = Self.owners(exploration)
        var tallies = [Tally](repeating: Tally(), count: units)
        let hasLabels = exploration.images.contains { $0.label != nil }
        try exploration.reader.forEachPooled { record, pooled in
            let values = exploration.head?.pooling == .maximum ? pooled.maximum : pooled.mean
            let entry = exploration.image(path: record.path)
            let classID = hasLabels ? entry?.label : entry?.likeliest?.classID
            for unit in 0..<min(units, values.count) {
                tallies[unit].add(values[unit], isOwn: classID != nil && classID == owners[unit])
            }
        }
        histograms = tallies.enumerated().map { $1.histogram(own: owners[$0]) }
    }

    subscript(unit: UnitID) -> PooledHistogram { histograms[unit.value] }

    /// The class of each unit's largest weight.
    private static func owners(_ exploration: Exploration) -> [ClassID?] {
        guard let head = exploration.layer else { return exploration.units.map { _ in nil } }
        var best = [(weight: Float, classID: Int)](repeating: (-.infinity, 0), count: head.unitCount)
        for id in 0..<head.classCount {
            let row = head.weights.values.span.extracting(id * head.unitCount..<(id + 1) * head.unitCount)
            for unit in row.indices where row[unit] > best[unit].weight { best[unit] = (row[unit], id) }
        }
        return best.map { ClassID($0.classID) }
    }

    private struct Tally {
        private var power = PooledHistograms.smallest
        private var all = [Int32](repeating: 0, count: 2 * PooledHistograms.bins)
        private var own = [Int32](repeating: 0, count: 2 * PooledHistograms.bins)

        mutating func add(_ value: Float, isOwn: Bool) {
            guard value.isFinite else { return }
            let half = PooledHistograms.bins
            var place = (Double(value) * pow2(-power)).rounded(.down)
            while place < Double(-half) || place >= Double(half) {
                all = Self.joined(all)
                own = Self.joined(own)
                power += 1
                place = (Double(value) * pow2(-power)).rounded(.down)
            }
            all[Int(place) + half] += 1
            if isOwn { own[Int(place) + half] += 1 }
        }

        /// Bins 2i and 2i + 1, counted from zero, become bin i.
        private static func joined(_ counts: [Int32]) -> [Int32] {
            let half = PooledHistograms.bins
            var result = [Int32](repeating: 0, count: 2 * half)
            for bin in counts.indices where counts[bin] > 0 {
                result[Int((Double(bin - half) / 2).rounded(.down)) + half] += counts[bin]
            }
            return result
        }

        private func pow2(_ power: Int) -> Double { Double(sign: .plus, exponent: power, significand: 1) }

        func histogram(own id: ClassID?) -> PooledHistogram {
            let half = PooledHistograms.bins
            // From zero, or the first bin below it that holds something, to the last that does.
            let first = min(half, all.firstIndex { $0 > 0 } ?? half)
            let last = max(half, all.lastIndex { $0 > 0 } ?? half)
            let width = pow2(power)
            return PooledHistogram(
                start: Double(first - half) * width, width: width, counts: all[first...last].map { Int($0) },
                ownCounts: own[first...last].map { Int($0) }, own: id)
        }
    }
}
