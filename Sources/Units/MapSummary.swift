/// The statistics of one map that observers need.
package struct MapSummary: Sendable, Equatable {
    package let maximum: Float
    package let minimum: Float
    /// The sum of the cells in row-major order and double precision, so that it depends only on the map.
    package let sum: Double
    /// The sum of the squared cells, in the same order and precision.
    package let squares: Double
    /// The number of cells above zero.
    package let active: Int

    /// Returns the mean over the cells.
    package func mean(cells: Int) -> Float { Float(sum / Double(cells)) }

    /// Returns the summaries of `unitCount` maps of `cells` cells each, stored consecutively in `values`.
    static func all(_ values: [Float], unitCount: Int, cells: Int) -> [MapSummary] {
        let span = values.span
        var summaries: [MapSummary] = []
        summaries.reserveCapacity(unitCount)
        for unit in 0..<unitCount {
            let map = span.extracting(unit * cells..<(unit + 1) * cells)
            var maximum = -Float.infinity
            var minimum = Float.infinity
            var (sum, squares) = (0.0, 0.0)
            var active = 0
            for index in map.indices {
                let value = map[index]
                maximum = value > maximum ? value : maximum
                minimum = value < minimum ? value : minimum
                active &+= value > 0 ? 1 : 0
                let wide = Double(value)
                sum += wide
                squares += wide * wide
            }
            summaries.append(
                MapSummary(maximum: maximum, minimum: minimum, sum: sum, squares: squares, active: active))
        }
        return summaries
    }
}

extension MapSummary {
    /// The summary of one map, given as its cells.
    package init(_ map: [Float]) {
        self = Self.all(map, unitCount: 1, cells: map.count)[0]
    }
}
