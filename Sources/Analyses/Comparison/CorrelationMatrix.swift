package import Units

/// Pearson's correlations of the units of two networks over the same images, without dead units: those whose pooled
/// activation is the same in all images.
package struct CorrelationMatrix: Sendable, Equatable {
    /// The units of the rows.
    package let unitsA: [UnitID]
    /// The units of the columns.
    package let unitsB: [UnitID]
    /// [A, B], each -1...1.
    package let values: [Float]

    package init(unitsA: [UnitID], unitsB: [UnitID], values: [Float]) {
        precondition(values.count == unitsA.count * unitsB.count, "\(values.count) correlations")
        (self.unitsA, self.unitsB, self.values) = (unitsA, unitsB, values)
    }

    /// The largest correlation of a row or column, and the place of the unit it belongs to; the first of several.
    package struct Best: Sendable, Equatable {
        package let place: Int
        package let correlation: Float
    }

    /// The best match of each row [A]; empty without columns.
    package var bestInB: [Best] {
        if unitsB.isEmpty { return [] }
        return unitsA.indices.map { row in
            var best = Best(place: 0, correlation: -.infinity)
            for column in unitsB.indices where values[row * unitsB.count + column] > best.correlation {
                best = Best(place: column, correlation: values[row * unitsB.count + column])
            }
            return best
        }
    }

    /// The best match of each column [B]; empty without rows.
    package var bestInA: [Best] {
        if unitsA.isEmpty { return [] }
        var best = [Best](repeating: Best(place: 0, correlation: -.infinity), count: unitsB.count)
        for row in unitsA.indices {
            for column in unitsB.indices where values[row * unitsB.count + column] > best[column].correlation {
                best[column] = Best(place: row, correlation: values[row * unitsB.count + column])
            }
        }
        return best
    }
}
