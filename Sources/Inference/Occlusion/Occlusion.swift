public import Units

/// One cell of one unit's map.
public struct UnitCell: Sendable, Hashable {
    public let unit: UnitID
    public let x: Int
    public let y: Int

    public init(unit: UnitID, x: Int, y: Int) {
        self.unit = unit
        self.x = x
        self.y = y
    }
}

/// Noise patches in the values of a network's input, one for each place of a grid.
public struct NoisePatches: Sendable {
    public let grid: OcclusionGrid
    public let channels: Int
    /// [places, C, patch, patch]
    let values: [Float]

    /// Even noise over all levels of every channel, a patch of its own for each place, from `seed` alone.
    ///
    /// - Parameter levels: What the 256 levels of each channel become in the network's input.
    public init(_ grid: OcclusionGrid, levels: [[Float]], seed: UInt64) {
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

    /// Elements of one patch.
    var patchCount: Int { channels * grid.patch * grid.patch }
}

/// Some of the places of a grid for some of the cells that are asked about: a piece of work for one thread.
public struct OcclusionPiece: Sendable, Equatable {
    /// Indices of cells, of those asked about.
    public let cells: [Int]
    /// Places, rising.
    public let places: [Int]
    /// Which plan serves them, by the side of the square that the cells lie in; nil: the whole network.
    let side: Int?

    /// The same for every `step`th of its places.
    public func every(_ step: Int) -> OcclusionPiece {
        OcclusionPiece(cells: cells, places: stride(from: 0, to: places.count, by: step).map { places[$0] }, side: side)
    }

    /// The same for its first `count` places.
    public func prefix(_ count: Int) -> OcclusionPiece {
        OcclusionPiece(cells: cells, places: Array(places.prefix(count)), side: side)
    }
}
