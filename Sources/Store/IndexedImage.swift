public import Units

/// One image as the index found it. U units.
public struct IndexedImage: Sendable, Equatable {
    public let record: ImageRecord
    /// Mean of each unit's map [U]; empty for a skipped image.
    public let pooledMean: [Float]
    /// Maximum of each unit's map [U]; empty for a skipped image.
    public let pooledMax: [Float]
    /// The likeliest classes, by rank; empty without a head.
    public let predictions: [Prediction]

    public init(record: ImageRecord, pooledMean: [Float], pooledMax: [Float], predictions: [Prediction]) {
        self.record = record
        self.pooledMean = pooledMean
        self.pooledMax = pooledMax
        self.predictions = predictions
    }
}

/// What a batch changed in one unit.
public struct UnitUpdate: Sendable, Equatable {
    public let unit: UnitID
    /// The unit's best images in their order; nil where the batch left them as they were.
    public let top: [TopActivation]?
    public let record: UnitRecord
    /// What the statistics need to be resumed.
    public let state: [UInt8]

    public init(unit: UnitID, top: [TopActivation]?, record: UnitRecord, state: [UInt8]) {
        self.unit = unit
        self.top = top
        self.record = record
        self.state = state
    }
}
