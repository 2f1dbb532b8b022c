/// A unit's statistics over all cells of all indexed images.
public struct UnitRecord: Sendable, Equatable {
    /// The unit.
    public let unit: UnitID
    /// The mean activation over all cells.
    public let mean: Double
    /// The population standard deviation.
    public let deviation: Double
    /// The largest activation.
    public let maximum: Float
    /// The fraction of cells above zero.
    public let activeFraction: Double
    /// The value that 0.5 % of the cells exceed (Network Dissection's T_k), to the stated error of quantiles.
    public let threshold: Float

    /// The statistics of a unit.
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
    /// The class.
    public let classID: ClassID
    /// The class's logit.
    public let logit: Float
    /// The class's probability, by softmax over all classes.
    public let probability: Float

    /// A class with its rank and score.
    public init(rank: Int, classID: ClassID, logit: Float, probability: Float) {
        self.rank = rank
        self.classID = classID
        self.logit = logit
        self.probability = probability
    }
}
