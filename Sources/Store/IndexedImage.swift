package import Units

/// One image as the index found it. U units.
package struct IndexedImage: Sendable, Equatable {
    package let record: ImageRecord
    /// Mean of each unit's map [U]; empty for a skipped image.
    package let pooledMean: [Float]
    /// Maximum of each unit's map [U]; empty for a skipped image.
    package let pooledMax: [Float]
    /// The most probable classes, by rank; empty without a head.
    package let predictions: [Prediction]

    package init(record: ImageRecord, pooledMean: [Float], pooledMax: [Float], predictions: [Prediction]) {
        self.record = record
        self.pooledMean = pooledMean
        self.pooledMax = pooledMax
        self.predictions = predictions
    }
}

/// What a batch changed in one unit.
package struct UnitUpdate: Sendable, Equatable {
    package let unit: UnitID
    /// The unit's best images in their order; nil where the batch left them as they were.
    package let top: [TopActivation]?
    package let record: UnitRecord
    /// What the statistics need to be resumed.
    package let state: [UInt8]

    package init(unit: UnitID, top: [TopActivation]?, record: UnitRecord, state: [UInt8]) {
        self.unit = unit
        self.top = top
        self.record = record
        self.state = state
    }
}
