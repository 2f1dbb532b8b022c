package import Units

/// One cell of one unit's map.
package struct UnitCell: Sendable, Hashable {
    package let unit: UnitID
    package let x: Int
    package let y: Int

    package init(unit: UnitID, x: Int, y: Int) {
        self.unit = unit
        self.x = x
        self.y = y
    }
}

/// Noise patches in the network's input, one for each position of a grid.
package struct NoisePatches: Sendable {
    package let grid: OcclusionGrid
    package let channels: Int
    /// The values of the patches [positions, C, patch, patch].
    let values: [Float]

    /// Creates uniform noise over all levels of every channel, with a different patch for each position, from `seed`.
    ///
    /// - Parameter levels: The values of the 256 levels of each channel in the network's input.
    package init(_ grid: OcclusionGrid, levels: [[Float]], seed: UInt64) {
        self.grid = grid
        channels = levels.count
        let pixels = grid.patch * grid.patch
        var values: [Float] = []
        values.reserveCapacity(grid.count * levels.count * pixels)
        for place in 0..<grid.count {
            var random = SeededRandom(seed: seed, 0, UInt64(place))
            for table in levels {
                for _ in 0..<pixels { values.append(table[random.below(table.count)]) }
            }
        }
        self.values = values
    }

    /// Returns the elements of one patch.
    var patchCount: Int { channels * grid.patch * grid.patch }
}

/// A piece of work for one thread: some positions of a grid for some of the requested cells.
package struct OcclusionPiece: Sendable, Equatable {
    /// Indices into the requested cells.
    package let cells: [Int]
    /// Positions in ascending order.
    package let places: [Int]
    /// The side of the square of cells, which selects the plan; nil for the whole network.
    let side: Int?

    /// Returns the piece with every `step`th of its positions.
    package func every(_ step: Int) -> OcclusionPiece {
        OcclusionPiece(cells: cells, places: stride(from: 0, to: places.count, by: step).map { places[$0] }, side: side)
    }

    /// Returns the piece with its first `count` positions.
    package func prefix(_ count: Int) -> OcclusionPiece {
        OcclusionPiece(cells: cells, places: Array(places.prefix(count)), side: side)
    }
}
