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
}

/// Which units argue for a class, and which classes a unit argues for (Zhou et al. 2016, §4.4).
public enum UnitRanking {
    /// All units by their weights for `classID`, largest first; equal ones by unit.
    ///
    /// - Parameter meanPooled: The mean pooled activation of each unit over the class's images [U], pooled as the head
    ///   pools.
    public static func units(of classID: ClassID, head: Head, meanPooled: [Float]?) -> [RankedUnit] {
        let row = Array(
            head.weights.values[classID.value * head.unitCount..<(classID.value + 1) * head.unitCount])
        let contributions = meanPooled.map { mean in zip(row, mean).map { Double($0) * Double($1) } }
        let positive = contributions?.reduce(0) { $0 + max(0, $1) }
        let order = row.indices.sorted { row[$0] != row[$1] ? row[$0] > row[$1] : $0 < $1 }
        return order.enumerated().map { place, unit in
            let contribution = contributions?[unit]
            var share: Double?
            if let contribution, let positive, positive > 0 { share = max(0, contribution) / positive }
            return RankedUnit(
                unit: UnitID(unit), weight: row[unit], rank: place + 1, meanContribution: contribution, share: share)
        }
    }

    /// All units by how much more they argue for `classID` than for `other`: by the difference of their weights, which is
    /// given as the weight.
    public static func units(of classID: ClassID, versus other: ClassID, head: Head) -> [RankedUnit] {
        let (a, b) = (classID.value * head.unitCount, other.value * head.unitCount)
        let row = (0..<head.unitCount).map { head.weights.values[a + $0] - head.weights.values[b + $0] }
        let order = row.indices.sorted { row[$0] != row[$1] ? row[$0] > row[$1] : $0 < $1 }
        return order.enumerated().map { place, unit in
            RankedUnit(unit: UnitID(unit), weight: row[unit], rank: place + 1, meanContribution: nil, share: nil)
        }
    }

    /// All classes by the weights that `unit` has for them, largest first; equal ones by class.
    public static func classes(of unit: UnitID, head: Head) -> [RankedClass] {
        let column = (0..<head.classCount).map { head.weights.values[$0 * head.unitCount + unit.value] }
        let order = column.indices.sorted { column[$0] != column[$1] ? column[$0] > column[$1] : $0 < $1 }
        return order.enumerated().map { RankedClass(classID: ClassID($1), weight: column[$1], rank: $0 + 1) }
    }
}
