/// One-to-one assignment of rows to columns (Jonker and Volgenant 1987, in the form of Crouse 2016: shortest augmenting
/// paths, one row after the other). It takes O(n³) time in the worst case.
package enum LinearAssignment {
    /// Returns for each row its column, so that the sum of the chosen values is the largest possible.
    ///
    /// Of equally good assignments, the one returned depends on the values alone.
    ///
    /// - Parameter values: [rows, columns], finite.
    /// - Returns: All columns are different. If there are more rows than columns, the rows left over have nil.
    package static func maximum(_ values: [Float], rows: Int, columns: Int) -> [Int?] {
        precondition(values.count == rows * columns, "\(values.count) values for \(rows) × \(columns)")
        if rows <= columns { return Paths(values, rows: rows, columns: columns).columnOfRow }
        var transposed = [Float](repeating: 0, count: values.count)
        for row in 0..<rows {
            for column in 0..<columns { transposed[column * rows + row] = values[row * columns + column] }
        }
        var result = [Int?](repeating: nil, count: rows)
        for (column, row) in Paths(transposed, rows: columns, columns: rows).columnOfRow.enumerated() {
            if let row { result[row] = column }
        }
        return result
    }
}

/// The state of the method: at most as many rows as columns.
private struct Paths {
    private(set) var columnOfRow: [Int?]
    private var rowOfColumn: [Int?]
    private let values: [Float]
    private let columns: Int
    /// The dual variables. Costs are the negative values; reduced costs `-value - rowPrice - columnPrice` are at least 0.
    private var rowPrice: [Double]
    private var columnPrice: [Double]

    init(_ values: [Float], rows: Int, columns: Int) {
        (self.values, self.columns) = (values, columns)
        columnOfRow = [Int?](repeating: nil, count: rows)
        rowOfColumn = [Int?](repeating: nil, count: columns)
        rowPrice = [Double](repeating: 0, count: rows)
        columnPrice = [Double](repeating: 0, count: columns)
        for row in 0..<rows { assign(row) }
    }

    /// Assigns one more row along the shortest path to a free column.
    private mutating func assign(_ start: Int) {
        var distance = [Double](repeating: .infinity, count: columns)
        var previous = [Int](repeating: start, count: columns)
        var open = Array(0..<columns)
        var (visitedRows, visitedColumns): ([Int], [Int]) = ([], [])
        var (row, length) = (start, 0.0)
        while true {
            visitedRows.append(row)
            let place = relax(row, length, open, &distance, &previous)
            let column = open[place]
            length = distance[column]
            open[place] = open[open.count - 1]
            open.removeLast()
            visitedColumns.append(column)
            guard let next = rowOfColumn[column] else {
                updatePrices(start, length, visitedRows, visitedColumns, distance)
                return augment(from: column, to: start, previous)
            }
            row = next
        }
    }

    /// Shortens the paths to the open columns by way of `row`, and returns the place of the nearest one in `open`; of several,
    /// a free one.
    private func relax(
        _ row: Int, _ length: Double, _ open: [Int], _ distance: inout [Double], _ previous: inout [Int]
    ) -> Int {
        let own = values.span.extracting(row * columns..<(row + 1) * columns)
        let open = open.span
        let prices = columnPrice.span
        var distances = distance.mutableSpan
        var previousRows = previous.mutableSpan
        let base = length - rowPrice[row]
        var (nearest, shortest) = (0, Double.infinity)
        for place in open.indices {
            let column = open[place]
            let reached = base - Double(own[column]) - prices[column]
            if reached < distances[column] {
                distances[column] = reached
                previousRows[column] = row
            }
            let current = distances[column]
            if current < shortest || current == shortest && rowOfColumn[column] == nil {
                (nearest, shortest) = (place, current)
            }
        }
        return nearest
    }

    private mutating func updatePrices(
        _ start: Int, _ length: Double, _ rows: [Int], _ reached: [Int], _ distance: [Double]
    ) {
        for row in rows {
            let already = row == start ? 0 : columnOfRow[row].map { distance[$0] } ?? 0
            rowPrice[row] += length - already
        }
        for column in reached { columnPrice[column] -= length - distance[column] }
    }

    /// Gives each row on the path the column that it was reached from.
    private mutating func augment(from free: Int, to start: Int, _ previous: [Int]) {
        var column = free
        while true {
            let row = previous[column]
            let freed = columnOfRow[row]
            rowOfColumn[column] = row
            columnOfRow[row] = column
            guard row != start, let freed else { return }
            column = freed
        }
    }
}
