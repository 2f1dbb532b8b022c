import Analyses
import Reporting

/// Two heads on the same images: for each measure a row a head, with McNemar's test on the images where they disagree.
struct PairedTable {
    /// The heads' names.
    let first: String
    let second: String
    private var rows: [[ResultTable.Cell]] = []

    init(first: String, second: String) { (self.first, self.second) = (first, second) }

    /// - Parameters: whether each head is right on each image.
    mutating func add(_ measure: String, first: [Bool], second: [Bool]) {
        let pair = PairedComparison(first: first, second: second)
        let tests = first.isEmpty ? [.null, .null] : [Self.rounded(pair.exactP), Self.rounded(pair.correctedP)]
        rows.append(Self.row(measure, self.first, first) + [.integer(Int64(pair.onlyFirst))] + tests)
        rows.append(Self.row(measure, self.second, second) + [.integer(Int64(pair.onlySecond))] + tests)
    }

    /// What neither head is.
    mutating func add(_ measure: String, baseline name: String, _ right: [Bool]) {
        rows.append(Self.row(measure, name, right) + [.null, .null, .null])
    }

    var table: ResultTable {
        ResultTable(
            columns: [
                "measure", "head", "images", "right", "low", "high", "only_this", "mcnemar_exact", "mcnemar_corrected",
            ], rows: rows)
    }

    /// No image says nothing of a head.
    private static func row(_ measure: String, _ head: String, _ right: [Bool]) -> [ResultTable.Cell] {
        if right.isEmpty { return [.text(measure), .text(head), .integer(0), .null, .null, .null] }
        let share = Proportion(successes: right.count { $0 }, total: right.count)
        return [
            .text(measure), .text(head), .integer(Int64(right.count)), rounded(share.value),
            rounded(share.interval.lowerBound), rounded(share.interval.upperBound),
        ]
    }

    /// To four digits that count.
    private static func rounded(_ value: Double) -> ResultTable.Cell {
        .real(value > 0 && value < 1e-3 ? Double("\(Float(value))") ?? value : (value * 1e4).rounded() / 1e4)
    }
}
