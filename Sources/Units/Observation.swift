package import Tensors

/// The output of the network for one image. U units, maps of H×W cells, K classes.
package struct Observation: Sendable, Equatable {
    /// Activation maps [U, H, W], after the layer's activation function.
    package let maps: Tensor
    /// The maps before the upper bound of the Clip in which the layer ends [U, H, W]; nil if it does not end in one.
    package let unclipped: Tensor?
    /// For each unit the row-major index of its peak cell, before a final Clip if there is one.
    package let peaks: [Int]
    /// Logits [K], before any softmax; empty without a native head.
    package let logits: [Float]
    /// The statistics of each map [U].
    package let summaries: [MapSummary]

    package init(maps: Tensor, unclipped: Tensor? = nil, peaks: [Int], logits: [Float]) {
        precondition(maps.shape.rank == 3 && peaks.count == maps.shape[0], "maps \(maps.shape), \(peaks.count) peaks")
        precondition(unclipped.map { $0.shape == maps.shape } ?? true, "maps of two shapes")
        self.maps = maps
        self.unclipped = unclipped
        self.peaks = peaks
        self.logits = logits
        summaries = MapSummary.all(maps.values, unitCount: maps.shape[0], cells: maps.shape[1] * maps.shape[2])
    }

    package var unitCount: Int { maps.shape[0] }
    package var mapHeight: Int { maps.shape[1] }
    package var mapWidth: Int { maps.shape[2] }
    package var cellCount: Int { mapHeight * mapWidth }

    /// The maps that show where units respond most: before the upper bound of a Clip.
    package var responses: Tensor { unclipped ?? maps }

    /// Returns the map of one unit.
    package func map(_ unit: UnitID) -> Plane { plane(unit, of: maps) }

    /// Returns a unit's map before the upper bound of the Clip; nil if no cell exceeds the bound.
    package func unclippedMap(_ unit: UnitID) -> Plane? {
        guard let unclipped, peakResponse(unit) > summaries[unit.value].maximum else { return nil }
        return plane(unit, of: unclipped)
    }

    /// Returns the largest value of a unit's map before the upper bound of a Clip.
    package func peakResponse(_ unit: UnitID) -> Float {
        unclipped.map { $0.values[unit.value * cellCount + peaks[unit.value]] } ?? summaries[unit.value].maximum
    }

    private func plane(_ unit: UnitID, of tensor: Tensor) -> Plane {
        let start = unit.value * cellCount
        return Plane(height: mapHeight, width: mapWidth, values: Array(tensor.values[start..<start + cellCount]))
    }
}

extension TopActivation {
    /// A unit's activation on the image of an observation.
    package init(_ observation: Observation, unit: UnitID, path: String) {
        let summary = observation.summaries[unit.value]
        let peak = observation.peaks[unit.value]
        self.init(
            path: path, maximum: summary.maximum, mean: summary.mean(cells: observation.cellCount),
            cellX: peak % observation.mapWidth, cellY: peak / observation.mapWidth, map: observation.map(unit),
            unclipped: observation.unclippedMap(unit))
    }
}
