import Tensors
public import Units

/// A unit as a word for a class.
public struct RankedUnit: Sendable, Equatable {
    public let unit: UnitID
    public let weight: Float
    /// From 1, by weight; the most negative ones come last.
    public let rank: Int
    /// `w_ck · E[F_k | c]`, what the unit adds to the class's logit on the class's images; nil without such images.
    public let meanContribution: Double?
    /// The unit's part of the class's positive evidence: its mean contribution over the sum of all positive ones, 0 for
    /// one that takes away.
    public let share: Double?
}

/// A class that a unit argues for or against.
public struct RankedClass: Sendable, Equatable {
    public let classID: ClassID
    public let weight: Float
    /// From 1, by weight.
    public let rank: Int

    public init(classID: ClassID, weight: Float, rank: Int) {
        self.classID = classID
        self.weight = weight
        self.rank = rank
    }
}

/// Which units argue for a class, and which classes a unit argues for (Zhou et al. 2016, §4.4).
public enum UnitRanking {
    /// All units by their weights for `classID`, largest first; equal ones by unit.
    ///
    /// - Parameter meanPooled: The mean pooled activation of each unit over the class's images [U], pooled as the head
    ///   pools.
    public static func units(of classID: ClassID, head: Head, meanPooled: [Float]?) -> [RankedUnit] {
        units(by: head.row(classID), meanPooled: meanPooled)
    }

    /// The same from the weights of the class [U]. The weights of a class less those of another one rank units by how much
    /// more they argue for it.
    public static func units(by weights: [Float], meanPooled: [Float]? = nil) -> [RankedUnit] {
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

    /// All classes by the weights that a unit has for them [K], largest first; equal ones by class.
    public static func classes(by weights: [Float]) -> [RankedClass] {
        Largest.indices(weights).enumerated().map {
            RankedClass(classID: ClassID($1), weight: weights[$1], rank: $0 + 1)
        }
    }
}
