/// A proportion: successes out of a total.
public struct Proportion: Sendable, Equatable, Codable {
    /// The number of successes.
    public let successes: Int
    /// The number of trials.
    public let total: Int

    package init(successes: Int, total: Int) {
        self.successes = successes
        self.total = total
    }

    /// The proportion; 0 if the total is 0.
    public var value: Double { total > 0 ? Double(successes) / Double(total) : 0 }

    /// Wilson's 95 % score interval (Wilson 1927); [0, 1] if the total is 0.
    public var interval: ClosedRange<Double> {
        guard total > 0 else { return 0...1 }
        let (z, n, p) = (1.959963984540054, Double(total), value)
        let scale = 1 + z * z / n
        let centre = (p + z * z / (2 * n)) / scale
        let half = z / scale * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return max(0, centre - half)...min(1, centre + half)
    }
}
