package import Units

/// The pooled activations of one image.
package enum PooledActivations {
    /// The mean of each unit's map [U].
    package static func mean(of observation: Observation) -> [Float] {
        observation.summaries.map { $0.mean(cells: observation.cellCount) }
    }

    /// The maximum of each unit's map [U].
    package static func maximum(of observation: Observation) -> [Float] {
        observation.summaries.map(\.maximum)
    }
}
