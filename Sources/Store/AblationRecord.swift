package import Units

/// A row of the table `ablation`: the effect of removing a unit on the labelled images of a class.
package struct AblationRecord: Sendable, Equatable {
    /// How the logits without a unit were computed.
    package enum Method: String, Sendable {
        /// From pooled activations, in closed form.
        case pooled
        /// From maps, for a head that is not linear in pooled activations.
        case maps
    }

    package let classID: ClassID
    package let unit: UnitID
    /// The number of labelled images of the class.
    package let images: Int
    /// The share of images, 0 to 1, classified correctly with the unit and incorrectly without it.
    package let accuracyLost: Double
    /// The share of images, 0 to 1, classified incorrectly with the unit and correctly without it.
    package let accuracyGained: Double
    /// The net loss of accuracy: `accuracyLost` minus `accuracyGained`.
    package let accuracyDrop: Double
    /// The decrease of the margin between the class's logit and the best other logit, averaged over the images.
    package let marginDrop: Double
    /// The decrease of the class's logit, averaged over the images.
    package let logitDrop: Double

    /// Creates a row with the given values.
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
