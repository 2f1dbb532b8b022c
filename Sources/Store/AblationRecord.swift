package import Units

/// A row of the table `ablation`: what a class loses if a unit is removed, over its labelled images.
package struct AblationRecord: Sendable, Equatable {
    /// What the logits without a unit are computed from.
    package enum Method: String, Sendable {
        /// Pooled activations, in closed form.
        case pooled
        /// Maps, for a head that is not linear in pooled activations.
        case maps
    }

    package let classID: ClassID
    package let unit: UnitID
    /// The number of labelled images of the class.
    package let images: Int
    /// The share of the images that are right with the unit and wrong without it.
    package let accuracyLost: Double
    /// The share of the images that are wrong with the unit and right without it.
    package let accuracyGained: Double
    /// The net change: lost minus gained.
    package let accuracyDrop: Double
    /// The fall of the class's lead over the best other logit, averaged over the images.
    package let marginDrop: Double
    /// The fall of the class's logit, averaged over the images.
    package let logitDrop: Double

    /// A row with these values.
    package init(
        classID: ClassID, unit: UnitID, images: Int, accuracyLost: Double, accuracyGained: Double, accuracyDrop: Double,
        marginDrop: Double, logitDrop: Double
    ) {
        self.classID = classID
        self.unit = unit
        self.images = images
        self.accuracyLost = accuracyLost
        self.accuracyGained = accuracyGained
        self.accuracyDrop = accuracyDrop
        self.marginDrop = marginDrop
        self.logitDrop = logitDrop
    }
}
