package import Units

/// The units of one network matched with those of another, one to one, by the correlations of their pooled activations.
///
/// The matching has the largest sum of correlations. A match is *kept* if its correlation is at least `leastCorrelation`
/// and exceeds chance in both directions at a false discovery rate of ``FalseDiscovery/rate``. A unit without a kept match whose best match
/// is as good shares that match with another unit: of the first network such units are *merged*, of the second one
/// *split*. All others are *lost* or *new*.
package struct UnitMatching: Sendable {
    /// A unit of the first network with its match in the second.
    package struct Match: Sendable, Equatable {
        package let a: UnitID
        package let b: UnitID
        package let correlation: Float
        /// The mean of the largest correlations by chance: the larger one of the two units'.
        package let chance: Double
        package let q: Double
        package let isKept: Bool
    }

    /// A unit with the unit of the other network whose correlation with it is largest.
    package struct Best: Sendable, Equatable {
        package let unit: UnitID
        package let correlation: Float
        /// The mean of the largest correlations by chance.
        package let chance: Double
        package let q: Double
        /// Whether the correlation is as large as that of a kept match.
        package let isMatch: Bool
    }

    /// The largest correlation first.
    package let matches: [Match]
    /// The best matches of the first network's units; dead units have none.
    package let bestInB: [UnitID: Best]
    /// The best matches of the second network's units; dead units have none.
    package let bestInA: [UnitID: Best]
    /// The mean of the first network's largest correlations by chance; nil without units.
    package let chance: Double?

    /// The least correlation of a kept match: a quarter of the variance in common.
    package static let leastCorrelation = 0.5

    /// - Parameters:
    ///   - chanceA: The chance level of the first network's units.
    ///   - chanceB: The chance level of the second network's units.
    package init(
        _ matrix: CorrelationMatrix, chanceA: ChanceMatch, chanceB: ChanceMatch,
        leastCorrelation: Double = leastCorrelation
    ) {
        let (unitsA, unitsB) = (matrix.unitsA, matrix.unitsB)
        let columns = LinearAssignment.maximum(matrix.values, rows: unitsA.count, columns: unitsB.count)
        let pairs = columns.enumerated().compactMap { row, column in column.map { (row: row, column: $0) } }
        let correlations = pairs.map { matrix.values[$0.row * unitsB.count + $0.column] }
        let q = FalseDiscovery.adjusted(correlations.map { max(chanceA.p($0), chanceB.p($0)) })
        matches = pairs.indices.map { index in
            let pair = pairs[index]
            return Match(
                a: unitsA[pair.row], b: unitsB[pair.column], correlation: correlations[index],
                chance: max(chanceA.mean(pair.row), chanceB.mean(pair.column)), q: q[index],
                isKept: q[index] < FalseDiscovery.rate && Double(correlations[index]) >= leastCorrelation)
        }.sorted { $0.correlation != $1.correlation ? $0.correlation > $1.correlation : $0.a < $1.a }
        func named(
            _ best: [CorrelationMatrix.Best], of units: [UnitID], among others: [UnitID], _ chance: ChanceMatch
        ) -> [UnitID: Best] {
            let q = FalseDiscovery.adjusted(best.map { chance.p($0.correlation) })
            var result: [UnitID: Best] = [:]
            for (place, match) in best.enumerated() {
                result[units[place]] = Best(
                    unit: others[match.place], correlation: match.correlation, chance: chance.mean(place),
                    q: q[place],
                    isMatch: q[place] < FalseDiscovery.rate && Double(match.correlation) >= leastCorrelation)
            }
            return result
        }
        bestInB = named(matrix.bestInB, of: unitsA, among: unitsB, chanceA)
        bestInA = named(matrix.bestInA, of: unitsB, among: unitsA, chanceB)
        chance = chanceA.mean
    }

    /// The kept matches, the largest correlation first.
    package var kept: [Match] { matches.filter(\.isKept) }

    /// The first network's units whose only match is also another unit's; the smallest correlation first.
    package var merged: [UnitID] { Self.unmatched(bestInB, kept.map(\.a)) { $0.isMatch } }
    /// The first network's units without a match; the smallest correlation first.
    package var lost: [UnitID] { Self.unmatched(bestInB, kept.map(\.a)) { !$0.isMatch } }
    /// The second network's units whose only match is also another unit's; the smallest correlation first.
    package var split: [UnitID] { Self.unmatched(bestInA, kept.map(\.b)) { $0.isMatch } }
    /// The second network's units without a match; the smallest correlation first.
    package var new: [UnitID] { Self.unmatched(bestInA, kept.map(\.b)) { !$0.isMatch } }

    private static func unmatched(
        _ best: [UnitID: Best], _ kept: [UnitID], where isIncluded: (Best) -> Bool
    ) -> [UnitID] {
        let kept = Set(kept)
        return best.filter { !kept.contains($0.key) && isIncluded($0.value) }.sorted {
            $0.value.correlation != $1.value.correlation
                ? $0.value.correlation < $1.value.correlation : $0.key < $1.key
        }.map(\.key)
    }
}
