import Units

/// Average precision, a measure of how well scores separate positives from negatives.
///
/// `AP = Σ (R_n − R_{n−1}) · P_n` over the distinct scores in descending order, as scikit-learn's
/// `average_precision_score`: no interpolation, and equal scores count together. Uninformative scores give about the
/// fraction of positives.
public struct AveragePrecision: Sendable, Equatable {
    /// The average precision.
    public let value: Double
    /// The 95 % bootstrap interval, with positives and negatives sampled separately; nil without positives or if not
    /// requested.
    public let interval: BootstrapIntervals.Interval?
    /// The number of images with the concept.
    public let positives: Int
    /// The number of images.
    public let images: Int

    /// The fraction of positives: the expected value for uninformative scores.
    public var chance: Double { images > 0 ? Double(positives) / Double(images) : 0 }

    /// - Parameters:
    ///   - isPositive: For each of `scores`.
    ///   - hasInterval: Whether to compute the interval.
    package init(scores: [Float], isPositive: [Bool], hasInterval: Bool = true) {
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

    /// The images in descending order of scores.
    private struct Ranked {
        let scores: [Float]
        let isPositive: [Bool]

        /// Returns the average precision if each image counts as often as given; 0 without positives.
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
