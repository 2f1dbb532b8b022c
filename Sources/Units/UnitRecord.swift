/// A unit's statistics over all cells of all indexed images.
public struct UnitRecord: Sendable, Equatable {
    public let unit: UnitID
    public let mean: Double
    /// The population standard deviation.
    public let deviation: Double
    public let maximum: Float
    /// The fraction of cells above zero.
    public let activeFraction: Double
    /// The value that 0.5 % of the cells exceed (Network Dissection's T_k), to the stated error of quantiles.
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

/// One of the five most probable classes of an image.
public struct Prediction: Sendable, Equatable {
    /// The rank by logit, from 1.
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
