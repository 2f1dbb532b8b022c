package import Tensors

/// The output of the network for one image. U units, maps of H×W cells, K classes.
package struct Observation: Sendable, Equatable {
    /// Activation maps [U, H, W], after the layer's activation function.
    package let maps: Tensor
    /// For each unit the row-major index of its peak cell, before a final Clip if there is one.
    package let peaks: [Int]
    /// Logits [K], before any softmax; empty without a native head.
    package let logits: [Float]
    /// The statistics of each map [U].
    package let summaries: [MapSummary]

    package init(maps: Tensor, peaks: [Int], logits: [Float]) {
        precondition(maps.shape.rank == 3 && peaks.count == maps.shape[0], "maps \(maps.shape), \(peaks.count) peaks")
        self.maps = maps
        self.peaks = peaks
        self.logits = logits
        summaries = MapSummary.all(maps.values, unitCount: maps.shape[0], cells: maps.shape[1] * maps.shape[2])
    }

    package var unitCount: Int { maps.shape[0] }
    package var mapHeight: Int { maps.shape[1] }
    package var mapWidth: Int { maps.shape[2] }
    package var cellCount: Int { mapHeight * mapWidth }

    /// Returns the map of one unit.
    package func map(_ unit: UnitID) -> Plane {
        let start = unit.value * cellCount
        return Plane(height: mapHeight, width: mapWidth, values: Array(maps.values[start..<start + cellCount]))
    }
}
