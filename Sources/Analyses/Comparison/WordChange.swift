package import Units

/// What became of the words of a class: the units with the largest weights for it in one network, and in another one.
package struct WordChange: Sendable, Equatable {
    /// A unit with its weight and rank for the class, where there is one in each network.
    package struct Word: Sendable, Equatable {
        /// A unit of one network. `rank` is by weight, from 1.
        package struct Place: Sendable, Equatable {
            package let unit: UnitID
            package let weight: Float
            package let rank: Int
        }

        /// nil for a word of the second network that the first one lacks.
        package let a: Place?
        /// nil for a word of the first network that the second one lost.
        package let b: Place?
        /// The correlation of the kept match; nil without one.
        package let correlation: Float?
    }

    /// The first network's units by weight for the class, largest first, each with its kept match, then the second network's
    /// strongest units without a kept match.
    package let words: [Word]
    /// How many of the first network's strongest units are matched with one of the second network's strongest.
    package let common: Int
    /// Spearman's correlation of the weights of all kept matches; nil for fewer than two matches.
    package let weightCorrelation: Double?

    /// - Parameters:
    ///   - a: The weights of the class in the first network [A].
    ///   - b: The weights of the class in the second network [B].
    ///   - kept: The kept matches of the two networks' units.
    ///   - count: How many of the largest weights count as the words of the class.
    package init(a: [Float], b: [Float], kept: [UnitMatching.Match], count: Int) {
        let (orderA, orderB) = (Largest.indices(a), Largest.indices(b))
        func places(_ order: [Int], _ weights: [Float]) -> [Word.Place] {
            var places = weights.indices.map { Word.Place(unit: UnitID($0), weight: weights[$0], rank: 0) }
            for (rank, unit) in zip(1..., order) {
                places[unit] = Word.Place(unit: UnitID(unit), weight: weights[unit], rank: rank)
            }
            return places
        }
        let (placesA, placesB) = (places(orderA, a), places(orderB, b))
        var matchOfA: [UnitID: UnitMatching.Match] = [:]
        for match in kept { matchOfA[match.a] = match }
        let matched = Set(kept.map(\.b))
        let words = orderA.prefix(count).map { unit -> Word in
            let match = matchOfA[UnitID(unit)]
            return Word(
                a: placesA[unit], b: match.map { placesB[$0.b.value] }, correlation: match?.correlation)
        }
        let new = orderB.prefix(count).filter { !matched.contains(UnitID($0)) }
        self.words = words + new.map { Word(a: nil, b: placesB[$0], correlation: nil) }
        common = words.count { $0.b.map { $0.rank <= count } == true }
        weightCorrelation =
            kept.count > 1
            ? RankCorrelation.spearman(
                kept.map { Double(a[$0.a.value]) }, kept.map { Double(b[$0.b.value]) }) : nil
    }
}
