public import Units

/// A row of the table `ablation`: what a class loses without a unit.
public struct AblationRecord: Sendable, Equatable {
    public enum Method: String, Sendable {
        /// In closed form from pooled activations.
        case pooled
        /// From maps, for a head that is not linear in pooled activations.
        case maps
    }

    public let classID: ClassID
    public let unit: UnitID
    public let images: Int
    public let accuracyDrop: Double
    public let marginDrop: Double
    public let logitDrop: Double

    public init(
        classID: ClassID, unit: UnitID, images: Int, accuracyDrop: Double, marginDrop: Double, logitDrop: Double
    ) {
        self.classID = classID
        self.unit = unit
        self.images = images
        self.accuracyDrop = accuracyDrop
        self.marginDrop = marginDrop
        self.logitDrop = logitDrop
    }
}
