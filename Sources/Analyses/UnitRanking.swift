import Tensors
public import Units

/// A unit ranked by its weight for a class.
public struct RankedUnit: Sendable, Equatable {
    /// The unit.
    public let unit: UnitID
    /// The unit's weight for the class.
    public let weight: Float
    /// The rank by weight, from 1; the most negative weights come last.
    public let rank: Int
    /// The mean contribution `w_ck · E[F_k | c]` over the class's images; nil without such images.
    public let meanContribution: Double?
    /// The mean contribution over the sum of all positive ones; 0 if it is negative.
    public let share: Double?
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

/// Ranks the units of a class and the classes of a unit by weight (Zhou et al. 2016, §4.4).
package enum UnitRanking {
    /// Returns all units by their weights for `classID`, largest first; equal ones by unit.
    ///
    /// - Parameter meanPooled: The mean pooled activation of each unit over the class's images [U], pooled as the head
    ///   pools.
    package static func units(of classID: ClassID, head: Head, meanPooled: [Float]?) -> [RankedUnit] {
        units(by: head.row(classID), meanPooled: meanPooled)
    }

    /// Returns all units by the weights of a class [U]. The difference of two classes' weights ranks units by how much
    /// more they argue for the first class.
    package static func units(by weights: [Float], meanPooled: [Float]? = nil) -> [RankedUnit] {
        let contributions = meanPooled.map { mean in zip(weights, mean).map { Double($0) * Double($1) } }
        let positive = contributions?.reduce(0) { $0 + max(0, $1) }
        return Largest.indices(weights).enumerated().map { place, unit in
            let contribution = contributions?[unit]
            var share: Double?
            if let contribution, let positive, positive > 0 { share = max(0, contribution) / positive }
            return RankedUnit(
                unit: UnitID(unit), weight: weights[unit], rank: place + 1, meanContribution: contribution,
                share: share)
        }
    }

    /// Returns all classes by a unit's weights [K], largest first; equal ones by class.
    package static func classes(by weights: [Float]) -> [RankedClass] {
        Largest.indices(weights).enumerated().map {
            RankedClass(classID: ClassID($1), weight: weights[$1], rank: $0 + 1)
        }
    }
}
