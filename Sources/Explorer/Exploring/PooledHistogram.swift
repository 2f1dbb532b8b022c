import Store
import Tensors
import UnitAtlas
package import Units

/// A histogram of a unit's pooled activations over the images of an atlas, with bins of equal width.
package struct PooledHistogram: Sendable, Equatable {
    /// Bin `i` contains values in `start + i·width ..< start + (i+1)·width`.
    package let start: Double
    package let width: Double
    /// The number of images in each bin.
    package let counts: [Int]
    /// The number of images of the unit's strongest class in each bin, by label, or by prediction if no image has a label.
    package let ownCounts: [Int]
    /// The strongest class of the unit.
    package let own: ClassID?

    package var images: Int { counts.reduce(0, +) }
}

/// The histograms of all units, computed in one pass over the images.
///
/// The width of a unit's bins is a power of two. If a value is out of range, adjacent bins are merged and the width doubles.
/// The result does not depend on the order of the images.
final class PooledHistograms: Sendable {
    /// The number of bins on each side of zero.
    private static let bins = 64
    /// The exponent of the initial bin width, a power of two.
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
            let classID = hasLabels ? entry?.label : entry?.prediction?.classID
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

        /// Merges bins 2i and 2i + 1, counted from zero, into bin i.
        private static func joined(_ counts: [Int32]) -> [Int32] {
            let half = PooledHistograms.bins
            var result = [Int32](repeating: 0, count: 2 * half)
            for bin in counts.indices where counts[bin] > 0 {
                result[Int(rounding: Double(bin - half) / 2, .down) + half] += counts[bin]
            }
            return result
        }

        private func pow2(_ power: Int) -> Double { Double(sign: .plus, exponent: power, significand: 1) }

        func histogram(own id: ClassID?) -> PooledHistogram {
            let half = PooledHistograms.bins
            // From zero, or the first non-empty bin below it, to the last non-empty bin.
            let first = min(half, all.firstIndex { $0 > 0 } ?? half)
            let last = max(half, all.lastIndex { $0 > 0 } ?? half)
            let width = pow2(power)
            return PooledHistogram(
                start: Double(first - half) * width, width: width, counts: all[first...last].map { Int($0) },
                ownCounts: own[first...last].map { Int($0) }, own: id)
        }
    }
}
