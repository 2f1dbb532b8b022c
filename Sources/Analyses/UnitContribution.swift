package import Tensors
public import Units

/// The contribution of a unit to a class's logit on one image.
public struct UnitContribution: Sendable, Equatable {
    /// The unit.
    public let unit: UnitID
    /// From 1, by contribution.
    public let rank: Int
    /// From 1, by the measure that the units are ranked by.
    public let place: Int
    /// The unit's weight for the class.
    public let weight: Float
    /// `F_k`, with the head's pooling.
    public let pooled: Double
    /// `w_ck · F_k`
    public let contribution: Double
    /// The contribution over the sum of all positive ones; negative if the unit argues against the class.
    public let share: Double
    /// The decrease of the class's lead over the best other class without the unit; nil if units are not ranked by it.
    public let marginDrop: Double?

    /// The value of a measure on the image; nil if it is not known.
    package func value(of measure: UnitMeasure) -> Double? {
        switch measure {
        case .weight: Double(weight)
        case .contribution: contribution
        case .ablation: marginDrop
        }
    }

    /// Returns all units by a measure on one image, largest value first; equal ones by unit.
    ///
    /// For a head that is linear in the pooled activations, the contributions and the bias sum to the logit. Otherwise
    /// (SqueezeNet's ReLU) they sum to the mean of the class's map before bias and ReLU.
    /// - Parameter maps: [U, H, W]
    package static func all(
        of id: ClassID, maps: Tensor, head: Head, by measure: UnitMeasure = .contribution
    ) -> [UnitContribution] {
        let pooled = HeadScores.pooled(maps, head.pooling)
        guard measure == .ablation else { return all(of: id, pooled: pooled, head: head, by: measure) }
        var ablation = UnitAblation(head: head)
        if head.form == .poolThenLinear {
            ablation.add(features: Tensor(shape: [1, pooled.count], values: pooled.map { Float($0) }), labels: [id])
        } else {
            ablation.add(maps: maps, label: id)
        }
        let drops = ablation.effects(on: id).map(\.marginDrop)
        return all(of: id, pooled: pooled, head: head, by: measure, marginDrops: drops)
    }

    /// Returns all units by contribution, from pooled activations [U] with the head's pooling.
    package static func all(of id: ClassID, pooled: [Double], head: Head) -> [UnitContribution] {
        all(of: id, pooled: pooled, head: head, by: .contribution)
    }

    private static func all(
        of id: ClassID, pooled: [Double], head: Head, by measure: UnitMeasure, marginDrops: [Double]? = nil
    ) -> [UnitContribution] {
        let row = head.row(id)
        let contributions = zip(row, pooled).map { LogitSum.contribution(weight: $0, pooled: $1) }
        let positive = contributions.reduce(0) { $0 + max(0, $1) }
        let byContribution = Largest.indices(contributions)
        var ranks = [Int](repeating: 0, count: row.count)
        for (place, unit) in byContribution.enumerated() { ranks[unit] = place + 1 }
        let order =
            switch measure {
            case .weight: Largest.indices(row)
            case .contribution: byContribution
            case .ablation: Largest.indices(marginDrops ?? [])
            }
        return order.enumerated().map { place, unit in
            UnitContribution(
                unit: UnitID(unit), rank: ranks[unit], place: place + 1, weight: row[unit], pooled: pooled[unit],
                contribution: contributions[unit], share: positive > 0 ? contributions[unit] / positive : 0,
                marginDrop: marginDrops?[unit])
        }
    }
}
