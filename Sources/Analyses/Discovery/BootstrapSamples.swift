import Units

/// Bootstrap samples: how often each item is drawn when sampling with replacement.
///
/// Items may be stratified into groups; as many are drawn from each group as it has, so that no sample misses a group.
struct BootstrapSamples {
    private var numbers: SeededRandom
    private let groups: [[Int]]
    private let count: Int

    /// - Parameter groups: Indices in 0..<count.
    init(groups: [[Int]], count: Int, seed: UInt64 = BootstrapIntervals.seed) {
        numbers = SeededRandom(seed: seed)
        self.groups = groups
        self.count = count
    }

    /// Returns how often each item occurs in the next sample [count].
    mutating func next() -> [Int] {
        var drawn = [Int](repeating: 0, count: count)
        for group in groups {
            for _ in group { drawn[group[numbers.below(group.count)]] += 1 }
        }
        return drawn
    }
}

extension BootstrapIntervals.Interval {
    /// Returns the 95 % bootstrap percentile interval of a statistic; nil if there are no items.
    ///
    /// - Parameters:
    ///   - groups: Indices in 0..<count.
    ///   - statistic: Computed from how often each item was drawn [count].
    static func of(
        groups: [[Int]], count: Int, samples: Int = BootstrapIntervals.samples, statistic: ([Int]) -> Double
    ) -> Self? {
        guard groups.contains(where: { !$0.isEmpty }) else { return nil }
        var bootstrap = BootstrapSamples(groups: groups, count: count)
        return Self((0..<samples).map { _ in statistic(bootstrap.next()) })
    }

    /// Returns the 95 % bootstrap interval of the mean of `values`.
    package static func ofMean(_ values: [Double]) -> Self? {
        of(groups: [Array(values.indices)], count: values.count) { drawn in
            var sum = 0.0
            for place in values.indices { sum += Double(drawn[place]) * values[place] }
            return sum / Double(values.count)
        }
    }
}
