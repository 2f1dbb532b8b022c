public import Units

/// The pooled activations of one image.
public enum PooledActivations {
    /// The mean of each unit's map [U].
    public static func mean(of observation: Observation) -> [Float] {
        observation.summaries.map { $0.mean(cells: observation.cellCount) }
    }

    /// The maximum of each unit's map [U].
    public static func maximum(of observation: Observation) -> [Float] {
        observation.summaries.map(\.maximum)
    }
}
