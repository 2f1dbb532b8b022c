import Units

/// Samples with replacement, from a seed: how often each of some things is drawn.
///
/// Things may lie in groups; from each as many are drawn as it has, so that no sample lacks a group.
struct BootstrapSamples {
    private var numbers: SeededRandom
    private let groups: [[Int]]
    private let count: Int

    /// - Parameter groups: Places in 0..<count.
    init(groups: [[Int]], count: Int, seed: UInt64 = BootstrapIntervals.seed) {
        numbers = SeededRandom(seed: seed)
        self.groups = groups
        self.count = count
    }

    /// How often each thing is in the next sample [count].
    mutating func next() -> [Int] {
        var drawn = [Int](repeating: 0, count: count)
        for group in groups {
            for _ in group { drawn[group[numbers.below(group.count)]] += 1 }
        }
        return drawn
    }
}

extension BootstrapIntervals.Interval {
    /// What 95 % of bootstrap samples of `groups` give (percentiles); nil where nothing can be drawn.
    ///
    /// - Parameters:
    ///   - groups: Places in 0..<count.
    ///   - statistic: Of how often each thing was drawn [count].
    static func of(
        groups: [[Int]], count: Int, samples: Int = BootstrapIntervals.samples, statistic: ([Int]) -> Double
    ) -> Self? {
        guard groups.contains(where: { !$0.isEmpty }) else { return nil }
        var bootstrap = BootstrapSamples(groups: groups, count: count)
        return Self((0..<samples).map { _ in statistic(bootstrap.next()) })
    }

    /// Of the mean of `values`.
    public static func ofMean(_ values: [Double]) -> Self? {
        of(groups: [Array(values.indices)], count: values.count) { drawn in
            var sum = 0.0
            for place in values.indices { sum += Double(drawn[place]) * values[place] }
            return sum / Double(values.count)
        }
    }
}
