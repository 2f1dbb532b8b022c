import Tensors
public import Units

/// A unit ranked for a class.
public struct RankedUnit: Sendable, Equatable {
    /// The unit.
    public let unit: UnitID
    /// The unit's weight for the class.
    public let weight: Float
    /// The rank by weight, from 1; the most negative weights come last.
    public let rank: Int
    /// The rank by the measure that the units are ranked by, from 1.
    public let place: Int
    /// The mean contribution `w_ck · E[F_k | c]` over the class's images; nil without such images.
    public let meanContribution: Double?
    /// The mean contribution over the sum of all positive ones; 0 if it is negative.
    public let share: Double?
    /// The mean decrease of the class's lead over the best other class without the unit; nil if the units are not ranked by
    /// it.
    public let marginDrop: Double?

    /// The value of a measure; nil if it is not known.
    public func value(of measure: UnitMeasure) -> Double? {
        switch measure {
        case .weight: Double(weight)
        case .contribution: meanContribution
        case .ablation: marginDrop
        }
    }
}

/// What is known of the units of a class. U units.
package struct UnitEvidence: Sendable, Equatable {
    /// The weights of the class, or the differences from those of another class [U].
    package let weights: [Float]
    /// The mean pooled activations over the class's images, pooled as the head pools [U]; nil without such images.
    package let meanPooled: [Float]?
    /// The mean decreases of the class's lead over the best other class without each unit [U]; nil if they are not known.
    package let marginDrops: [Double]?

    package init(weights: [Float], meanPooled: [Float]? = nil, marginDrops: [Double]? = nil) {
        (self.weights, self.meanPooled, self.marginDrops) = (weights, meanPooled, marginDrops)
    }

    /// `w_ck · E[F_k | c]` [U]
    fileprivate var meanContributions: [Double]? {
        meanPooled.map { mean in zip(weights, mean).map { Double($0) * Double($1) } }
    }
}

/// A class ranked by a unit's weight for it.
package struct RankedClass: Sendable, Equatable {
    package let classID: ClassID
    package let weight: Float
    /// From 1, by weight.
    package let rank: Int

    package init(classID: ClassID, weight: Float, rank: Int) {
        self.classID = classID
        self.weight = weight
        self.rank = rank
    }
}

/// Ranks the units of a class, by weight (Zhou et al. 2016, §4.4) or another measure, and the classes of a unit by weight.
package enum UnitRanking {
    /// Returns all units by a measure, largest value first; equal ones by unit.
    ///
    /// - Precondition: `evidence` holds the values of the measure.
    package static func units(_ evidence: UnitEvidence, by measure: UnitMeasure = .weight) -> [RankedUnit] {
        let contributions = evidence.meanContributions
        let positive = contributions?.reduce(0) { $0 + max(0, $1) }
        let byWeight = Largest.indices(evidence.weights)
        var ranks = [Int](repeating: 0, count: byWeight.count)
        for (place, unit) in byWeight.enumerated() { ranks[unit] = place + 1 }
        let order: [Int]
        switch (measure, contributions, evidence.marginDrops) {
        case (.weight, _, _): order = byWeight
        case (.contribution, let values?, _), (.ablation, _, let values?): order = Largest.indices(values)
        case (.contribution, nil, _), (.ablation, _, nil): preconditionFailure("no values of \(measure)")
        }
        return order.enumerated().map { place, unit in
            var share: Double?
            if let contributions, let positive, positive > 0 { share = max(0, contributions[unit]) / positive }
            return RankedUnit(
                unit: UnitID(unit), weight: evidence.weights[unit], rank: ranks[unit], place: place + 1,
                meanContribution: contributions?[unit], share: share, marginDrop: evidence.marginDrops?[unit])
        }
    }

    /// Returns all units by their weights for `classID`, largest first; equal ones by unit.
    ///
    /// - Parameter meanPooled: The mean pooled activation of each unit over the class's images [U], pooled as the head
    ///   pools.
    package static func units(of classID: ClassID, head: Head, meanPooled: [Float]?) -> [RankedUnit] {
        units(UnitEvidence(weights: head.row(classID), meanPooled: meanPooled))
    }

    /// Returns all classes by a unit's weights [K], largest first; equal ones by class.
    package static func classes(by weights: [Float]) -> [RankedClass] {
        Largest.indices(weights).enumerated().map {
            RankedClass(classID: ClassID($1), weight: weights[$1], rank: $0 + 1)
        }
    }
}
