package import Analyses
package import Store
package import Units

/// What is known of the units of a class, and of the images that it is known from.
package struct ClassEvidence: Sendable {
    /// The values of the units.
    package let units: UnitEvidence
    /// The mean pooled activations of the class's images; nil for a class without images.
    package let activation: ClassActivation?
}

extension Atlas {
    /// Returns what is needed to rank the units of a class of a head by a measure.
    ///
    /// - Parameter other: A class to compare with: weights are then the differences from its weights.
    /// - Throws: `UnitAtlasError.atlas`: `.unrankedClass` if the measure is over images of the class and there are none;
    ///   `UnitAtlasError.head(.noStoredAblation)`.
    package func evidence(
        of record: ClassRecord, than other: ClassRecord? = nil, head: AtlasHead, for measure: UnitMeasure
    ) throws -> ClassEvidence {
        let activation = try head.activation(of: record.id)
        guard measure == .weight || activation != nil else {
            throw UnitAtlasError.atlas(path: path, .unrankedClass(name: record.name, measure: measure))
        }
        var weights = try head.weights(of: record.id)
        if let other { weights = zip(weights, try head.weights(of: other.id)).map(-) }
        let drops = measure == .ablation ? try head.marginDrops(of: record.id) : nil
        return ClassEvidence(
            units: UnitEvidence(weights: weights, meanPooled: activation?.mean, marginDrops: drops),
            activation: activation)
    }
}
