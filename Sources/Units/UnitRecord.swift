/// A unit's statistics over all cells of all indexed images.
public struct UnitRecord: Sendable, Equatable {
    public let unit: UnitID
    public let mean: Double
    /// Standard deviation, over the population.
    public let deviation: Double
    public let maximum: Float
    /// Share of cells above zero.
    public let activeFraction: Double
    /// The value that 0.5 % of the cells exceed (Network Dissection's T_k), to the quantile's stated error.
    public let threshold: Float

    public init(
        unit: UnitID, mean: Double, deviation: Double, maximum: Float, activeFraction: Double, threshold: Float
    ) {
        self.unit = unit
        self.mean = mean
        self.deviation = deviation
        self.maximum = maximum
        self.activeFraction = activeFraction
        self.threshold = threshold
    }
}

/// One of an image's five likeliest classes.
public struct Prediction: Sendable, Equatable {
    /// From 1.
    public let rank: Int
    public let classID: ClassID
    public let logit: Float
    public let probability: Float

    public init(rank: Int, classID: ClassID, logit: Float, probability: Float) {
        self.rank = rank
        self.classID = classID
        self.logit = logit
        self.probability = probability
    }
}
