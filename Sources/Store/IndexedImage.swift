package import Units

/// The results of indexing one image, with U units.
package struct IndexedImage: Sendable, Equatable {
    package let record: ImageRecord
    /// The mean of each unit's map [U]; empty for a skipped image.
    package let pooledMean: [Float]
    /// The maximum of each unit's map [U]; empty for a skipped image.
    package let pooledMax: [Float]
    /// The most probable classes by rank; empty without a head.
    package let predictions: [Prediction]

    package init(record: ImageRecord, pooledMean: [Float], pooledMax: [Float], predictions: [Prediction]) {
        self.record = record
        self.pooledMean = pooledMean
        self.pooledMax = pooledMax
        self.predictions = predictions
    }
}

/// The changes of a batch to one unit.
package struct UnitUpdate: Sendable, Equatable {
    package let unit: UnitID
    /// The unit's top activations, best first; nil if the batch did not change them.
    package let top: [TopActivation]?
    package let record: UnitRecord
    /// The state from which the statistics resume.
    package let state: [UInt8]

    package init(unit: UnitID, top: [TopActivation]?, record: UnitRecord, state: [UInt8]) {
        self.unit = unit
        self.top = top
        self.record = record
        self.state = state
    }
}
