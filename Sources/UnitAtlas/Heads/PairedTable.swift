import Analyses
import Reporting

/// Two heads on the same images: a row for each figure and head, with McNemar's test on the images where they disagree.
struct PairedTable {
    /// The heads' names.
    let first: String
    let second: String
    private var rows: [[ResultTable.Cell]] = []

    init(first: String, second: String) { (self.first, self.second) = (first, second) }

    /// Adds a figure of both heads.
    ///
    /// - Parameters:
    ///   - figure: The figure's key.
    ///   - isError: Whether the figure is the share of images that are not right.
    ///   - first: Whether the first head is right on each image.
    ///   - second: Whether the second head is right on each image.
    mutating func add(_ figure: String, isError: Bool = false, first: [Bool], second: [Bool]) {
        let pair = PairedComparison(first: first, second: second)
        let tests: [ResultTable.Cell] =
            first.isEmpty ? [.null, .null] : [.real(pair.exactP), .real(pair.correctedP)]
        for (name, right, alone) in [
            (self.first, first, pair.onlyFirst), (self.second, second, pair.onlySecond),
        ] {
            let shown = isError ? right.map { !$0 } : right
            rows.append(Self.row(figure, .text(name), shown) + [.integer(Int64(alone))] + tests)
        }
    }

    /// Adds a figure that depends on neither head.
    mutating func add(_ figure: String, baseline right: [Bool]) {
        rows.append(Self.row(figure, .null, right) + [.null, .null, .null])
    }

    /// `value` with its 95 % confidence interval (Wilson); `only_this`: images that only this head gets right.
    var table: ResultTable {
        ResultTable(
            columns: [
                "figure", "head", "images", "value", "low", "high", "only_this", "mcnemar_exact", "mcnemar_corrected",
            ], rows: rows)
    }

    /// The share of images counted; unknown without images.
    private static func row(_ figure: String, _ head: ResultTable.Cell, _ counted: [Bool]) -> [ResultTable.Cell] {
        if counted.isEmpty { return [.text(figure), head, .integer(0), .null, .null, .null] }
        let share = Proportion(successes: counted.count { $0 }, total: counted.count)
        return [
            .text(figure), head, .integer(Int64(counted.count)), .percent(share.value),
            .percent(share.interval.lowerBound), .percent(share.interval.upperBound),
        ]
    }
}
