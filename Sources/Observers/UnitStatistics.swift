import Tensors
public import Units

/// Statistics of each unit over all cells of all images.
///
/// Sums of a map are taken in one fixed order, and the sums of maps are added without rounding, so that their order does
/// not matter. All magnitudes of float32 are told apart, from the smallest to the largest.
public struct UnitStatistics: Observer, Equatable {
    /// The share of cells that exceed a unit's threshold: Network Dissection's (Bau et al., CVPR 2017, §2.2).
    public static let thresholdShare = 0.005
    /// The threshold lies below the exact quantile by at most this share of it.
    public static let thresholdError = QuantileHistogram.relativeError

    private var units: [UnitAccumulator]

    /// Nothing seen yet.
    public init(unitCount: Int) {
        units = [UnitAccumulator](repeating: UnitAccumulator(), count: unitCount)
    }

    /// Goes on from what `state(of:)` gave for each unit.
    ///
    /// - Throws: `UnitStatisticsError` for bytes that are none of that, or were written by an earlier version.
    public init(states: [[UInt8]]) throws(UnitStatisticsError) {
        units = []
        for (unit, state) in states.enumerated() {
            guard let accumulator = UnitAccumulator(bytes: state) else {
                throw UnitAccumulator.isOfAnotherVersion(state) ? .earlierVersion : .malformed(unit: unit)
            }
            units.append(accumulator)
        }
    }

    public mutating func observe(_ observation: Observation, path: String) {
        precondition(observation.unitCount == units.count, "\(observation.unitCount) units, not \(units.count)")
        let cells = observation.cellCount
        let maps = observation.maps.values
        let summaries = observation.summaries
        for unit in units.indices {
            units[unit].add(summaries[unit], map: maps.span.extracting(unit * cells..<(unit + 1) * cells))
        }
    }

    public mutating func merge(_ other: UnitStatistics) {
        precondition(other.units.count == units.count, "statistics of \(other.units.count) units, not \(units.count)")
        for unit in units.indices { units[unit].merge(other.units[unit]) }
    }

    public var summary: [UnitRecord] { units.indices.map { units[$0].record(UnitID($0)) } }

    /// For each unit the value that `share` of its cells exceed, to `thresholdError`; 0 for a unit without cells.
    public func levels(exceededBy share: Double) -> [Float] { units.map { $0.level(exceededBy: share) } }

    /// Everything known of a unit, to go on from later: a few hundred bytes.
    public func state(of unit: UnitID) -> [UInt8] { units[unit.value].bytes }
}

/// Why statistics cannot be gone on with.
public enum UnitStatisticsError: Error, Equatable, Sendable, CustomStringConvertible {
    case malformed(unit: Int)
    case earlierVersion

    public var description: String {
        switch self {
        case .malformed(let unit):
            "The stored statistics of unit \(unit) are damaged; restore a copy of the atlas, or index again into a new file."
        case .earlierVersion:
            "The atlas was made by an earlier version of unit-atlas, whose statistics this one cannot go on with; index"
                + " again into a new file."
        }
    }
}
