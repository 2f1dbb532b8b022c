import Tensors
package import Units

/// The statistics of each unit over all cells of all images.
///
/// The values of one map are summed in a fixed order, and the sums of maps without rounding, so that the order of
/// images does not matter.
package struct UnitStatistics: Observer, Equatable {
    /// The fraction of cells that exceed a unit's threshold, as in Network Dissection (Bau et al., CVPR 2017, §2.2).
    package static let thresholdShare = 0.005
    /// The maximum relative error of the threshold, which is never above the exact quantile.
    package static let thresholdError = QuantileHistogram.relativeError

    private var units: [UnitAccumulator]

    /// Statistics of no image.
    package init(unitCount: Int) {
        units = [UnitAccumulator](repeating: UnitAccumulator(), count: unitCount)
    }

    /// Resumes from the states that `state(of:)` returned for each unit.
    ///
    /// - Throws: `ObserverError` for bytes that are not a state or were written by an earlier version.
    package init(states: [[UInt8]]) throws(ObserverError) {
        units = []
        for (unit, state) in states.enumerated() {
            guard let accumulator = UnitAccumulator(bytes: state) else {
                throw UnitAccumulator.isOfAnotherVersion(state) ? .earlierVersion : .malformed(unit: unit)
            }
            units.append(accumulator)
        }
    }

    package mutating func observe(_ observation: Observation, path: String) {
        precondition(observation.unitCount == units.count, "\(observation.unitCount) units, not \(units.count)")
        let cells = observation.cellCount
        // Bound here, so that the tensor is not copied.
        let responses = observation.responses.values
        let summaries = observation.summaries
        for unit in units.indices {
            units[unit].add(
                summaries[unit], response: responses.span.extracting(unit * cells..<(unit + 1) * cells),
                peak: observation.unclipped == nil ? nil : observation.peakResponse(UnitID(unit)))
        }
    }

    package mutating func merge(_ other: UnitStatistics) {
        precondition(other.units.count == units.count, "statistics of \(other.units.count) units, not \(units.count)")
        for unit in units.indices { units[unit].merge(other.units[unit]) }
    }

    package var summary: [UnitRecord] { units.indices.map { units[$0].record(UnitID($0)) } }

    /// Returns for each unit the value that a fraction of its cells exceed before the upper bound of a Clip, to
    /// ``thresholdError``; 0 for a unit without cells.
    package func levels(exceededBy share: Double) -> [Float] { units.map { $0.response(exceededBy: share) } }

    /// Returns everything known about a unit, to resume from later: a few hundred bytes.
    package func state(of unit: UnitID) -> [UInt8] { units[unit.value].bytes }
}

/// Why an observer cannot resume from its stored state.
package enum ObserverError: Error, Equatable, Sendable, CustomStringConvertible {
    case malformed(unit: Int)
    case earlierVersion

    package var description: String {
        switch self {
        case .malformed(let unit):
            "The stored statistics of unit \(unit) are damaged; restore the atlas from a backup or index into a new file."
        case .earlierVersion:
            "The atlas was built by an earlier version of unit-atlas, whose statistics cannot be continued; index into a"
                + " new file."
        }
    }
}
