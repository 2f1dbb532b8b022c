/// The best matches that units find by chance: their largest correlations with the units of another network whose images
/// are shuffled.
///
/// The maxima of all units and shuffles are one distribution, as is usual where each item has few shuffles (Storey and
/// Tibshirani 2003), so that 20 shuffles of U units tell p-values down to 1 / (20·U + 1).
package struct ChanceMatch: Sendable {
    /// Of all units and shuffles, ascending.
    private var maxima: [Float] = []
    /// Of each unit, over the shuffles.
    private var sums: [Double] = []
    private var shuffles = 0

    package init() {}

    /// Adds the largest correlation of each unit in one more shuffle.
    package mutating func add(_ best: [CorrelationMatrix.Best]) {
        if sums.isEmpty { sums = [Double](repeating: 0, count: best.count) }
        for (place, match) in best.enumerated() { sums[place] += Double(match.correlation) }
        maxima += best.map(\.correlation)
        maxima.sort()
        shuffles += 1
    }

    /// Returns the mean of a unit's largest correlations by chance.
    package func mean(_ place: Int) -> Double { sums[place] / Double(max(1, shuffles)) }

    /// The mean over all units; nil without any.
    package var mean: Double? { maxima.isEmpty ? nil : Statistics.mean(maxima.map { Double($0) }) }

    /// Returns the probability of a correlation of at least this much by chance, with the match itself among the cases
    /// counted (Phipson and Smyth 2010), so that it is never 0.
    package func p(_ correlation: Float) -> Double {
        var (low, high) = (0, maxima.count)
        while low < high {
            let middle = (low + high) / 2
            if maxima[middle] < correlation { low = middle + 1 } else { high = middle }
        }
        return Double(1 + maxima.count - low) / Double(1 + maxima.count)
    }
}
