import Analyses

/// How to compare two atlases.
public struct ComparisonRequest: Sendable {
    /// The least correlation of a unit that counts as kept.
    public var leastCorrelation = UnitMatching.leastCorrelation
    /// How often the images are shuffled to find out which correlations occur by chance. 20 shuffles are the fewest with
    /// which a single kept unit can be significant.
    public var shuffles = 20
    /// The seed of the shuffles.
    public var seed: UInt64 = 1
    /// The number of the largest weights that count as the words of a class.
    public var words = 10
    /// The number of threads.
    public var threads = 1

    /// A request with all settings at their defaults.
    public init() {}
}
