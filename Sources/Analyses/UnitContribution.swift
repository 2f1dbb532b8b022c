package import Tensors
public import Units

/// The contribution of a unit to a class's logit on one image.
public struct UnitContribution: Sendable, Equatable {
    /// The unit.
    public let unit: UnitID
    /// From 1, by contribution.
    public let rank: Int
    /// The unit's weight for the class.
    public let weight: Float
    /// `F_k`, with the head's pooling.
    public let pooled: Double
    /// `w_ck · F_k`
    public let contribution: Double
    /// The contribution over the sum of all positive ones; negative if the unit argues against the class.
    public let share: Double

    /// Returns all units by contribution, largest first; equal ones by unit.
    ///
    /// For a head that is linear in the pooled activations, the contributions and the bias sum to the logit. Otherwise
    /// (SqueezeNet's ReLU) they sum to the mean of the class's map before bias and ReLU.
    /// - Parameter maps: [U, H, W]
    package static func all(of id: ClassID, maps: Tensor, head: Head) -> [UnitContribution] {
        all(of: id, pooled: HeadScores.pooled(maps, head.pooling), head: head)
    }

    /// Returns all units by contribution, from pooled activations [U] with the head's pooling.
    package static func all(of id: ClassID, pooled: [Double], head: Head) -> [UnitContribution] {
        let row = Array(head.weights.values[id.value * head.unitCount..<(id.value + 1) * head.unitCount])
        let contributions = zip(row, pooled).map { LogitSum.contribution(weight: $0, pooled: $1) }
        let positive = contributions.reduce(0) { $0 + max(0, $1) }
        return Largest.indices(contributions).enumerated().map { place, unit in
            UnitContribution(
                unit: UnitID(unit), rank: place + 1, weight: row[unit], pooled: pooled[unit],
                contribution: contributions[unit], share: positive > 0 ? contributions[unit] / positive : 0)
        }
    }
}
