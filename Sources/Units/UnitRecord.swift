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
    /// The largest value and the threshold before the upper bound of the Clip in which the layer ends; nil if it does
    /// not end in one.
    public let unclipped: Extremes?

    /// Values of a unit's strongest cells.
    public struct Extremes: Sendable, Equatable {
        /// The largest value.
        public let maximum: Float
        /// The value that 0.5 % of the cells exceed.
        public let threshold: Float

        /// The strongest cells of a unit.
        public init(maximum: Float, threshold: Float) {
            self.maximum = maximum
            self.threshold = threshold
        }
    }

    /// The extremes that levels of activation masks refer to: before the upper bound of a Clip.
    public var response: Extremes { unclipped ?? Extremes(maximum: maximum, threshold: threshold) }

    /// Whether the Clip in which the layer ends cuts off a part of the unit's range.
    public var isClipped: Bool { response.maximum > maximum }

    /// The statistics of a unit.
    public init(
        unit: UnitID, mean: Double, deviation: Double, maximum: Float, activeFraction: Double, threshold: Float,
        unclipped: Extremes? = nil
    ) {
        self.unit = unit
        self.mean = mean
        self.deviation = deviation
        self.maximum = maximum
        self.activeFraction = activeFraction
        self.threshold = threshold
        self.unclipped = unclipped
    }
}

extension [UnitRecord] {
    /// The bound at which a Clip cuts units off; nil if it cuts none off.
    package var clip: Float? { lazy.filter(\.isClipped).map(\.maximum).max() }
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
