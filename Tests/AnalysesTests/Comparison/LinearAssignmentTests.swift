import Analyses
import TestSupport
import Testing

struct LinearAssignmentTests {
    private static func total(_ columns: [Int?], _ values: [Float], _ width: Int) -> Double {
        columns.enumerated().reduce(0) { sum, entry in
            sum + (entry.element.map { Double(values[entry.offset * width + $0]) } ?? 0)
        }
    }

    /// The largest total over all ways to give each of the `rows` a column of its own.
    private static func bestTotal(_ values: [Float], rows: Int, columns: Int) -> Double {
        if rows > columns {
            let transposed = (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
            return bestTotal(transposed, rows: columns, columns: rows)
        }
        func best(_ row: Int, _ taken: Int) -> Double {
            if row == rows { return 0 }
            return (0..<columns).filter { taken & 1 << $0 == 0 }.map {
                Double(values[row * columns + $0]) + best(row + 1, taken | 1 << $0)
            }.max() ?? 0
        }
        return best(0, 0)
    }

    /// All shapes up to 6 by 6 and 7 by 7, with continuous values and with many ties.
    @Test func asGoodAsTheBestOfAllPermutations() {
        var random = SeededGenerator(seed: 7)
        var cases = 0
        let shapes = (1...6).flatMap { rows in (1...6).map { (rows, $0) } } + [(7, 7), (7, 5), (5, 7)]
        for (rows, columns) in shapes {
            for round in 0..<(rows * columns > 36 ? 3 : 8) {
                let values = (0..<rows * columns).map { _ in
                    round.isMultiple(of: 2)
                        ? Float.random(in: -1...1, using: &random) : Float(Int.random(in: -2...2, using: &random))
                }
                let found = LinearAssignment.maximum(values, rows: rows, columns: columns)
                let used = found.compactMap { $0 }
                #expect(found.count == rows)
                #expect(used.count == min(rows, columns))
                #expect(Set(used).count == used.count)
                let wanted = Self.bestTotal(values, rows: rows, columns: columns)
                #expect(abs(Self.total(found, values, columns) - wanted) < 1e-5, "\(rows) × \(columns), round \(round)")
                cases += 1
            }
        }
        #expect(cases > 250)
    }

    /// A permutation hidden in noise is found whole.
    @Test func aHiddenPermutation() {
        var random = SeededGenerator(seed: 3)
        let n = 120
        let permutation = Array(0..<n).shuffled(using: &random)
        var values = (0..<n * n).map { _ in Float.random(in: -0.4...0.4, using: &random) }
        for row in 0..<n { values[row * n + permutation[row]] = 0.9 }
        #expect(LinearAssignment.maximum(values, rows: n, columns: n) == permutation)
    }

    @Test func nothingToAssign() {
        #expect(LinearAssignment.maximum([], rows: 0, columns: 3).isEmpty)
        #expect(LinearAssignment.maximum([], rows: 2, columns: 0) == [nil, nil])
    }
}
