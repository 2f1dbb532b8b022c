import Units

/// How well scores tell positives from negatives: the mean of the precision at each positive, from the highest score down.
///
/// `AP = Σ (R_n − R_{n−1}) · P_n` over the distinct scores, falling, as scikit-learn's `average_precision_score`: nothing
/// is interpolated, and equal scores count together. Scores that say nothing give about the share of positives.
public struct AveragePrecision: Sendable, Equatable {
    public let value: Double
    /// What 95 % of bootstrap samples give, positives and negatives drawn apart; nil without positives, and where it was
    /// not asked for.
    public let interval: BootstrapIntervals.Interval?
    public let positives: Int
    public let images: Int

    /// The share of positives: what scores that say nothing give.
    public var chance: Double { images > 0 ? Double(positives) / Double(images) : 0 }

    /// - Parameters:
    ///   - isPositive: Of each of `scores`.
    ///   - hasInterval: Whether the interval is asked for.
    public init(scores: [Float], isPositive: [Bool], hasInterval: Bool = true) {
        precondition(scores.count == isPositive.count, "\(scores.count) scores, \(isPositive.count) images")
        let order = Largest.indices(scores)
        let ranked = Ranked(scores: order.map { scores[$0] }, isPositive: order.map { isPositive[$0] })
        let groups = [true, false].map { kind in ranked.isPositive.indices.filter { ranked.isPositive[$0] == kind } }
        value = ranked.averagePrecision([Int](repeating: 1, count: scores.count))
        interval =
            groups[0].isEmpty || !hasInterval
            ? nil : .of(groups: groups, count: scores.count) { ranked.averagePrecision($0) }
        positives = groups[0].count
        images = scores.count
    }

    /// Images in the order of falling scores.
    private struct Ranked {
        let scores: [Float]
        let isPositive: [Bool]

        /// With how often each image counts; 0 without positives.
        func averagePrecision(_ counts: [Int]) -> Double {
            var (right, all, area) = (0, 0, 0.0)
            var total = 0
            for place in counts.indices where isPositive[place] { total += counts[place] }
            guard total > 0 else { return 0 }
            var place = 0
            while place < counts.count {
                let score = scores[place]
                var found = 0
                while place < counts.count, scores[place] == score {
                    all += counts[place]
                    if isPositive[place] { found += counts[place] }
                    place += 1
                }
                right += found
                if found > 0 { area += Double(found) / Double(total) * Double(right) / Double(all) }
            }
            return area
        }
    }
}
