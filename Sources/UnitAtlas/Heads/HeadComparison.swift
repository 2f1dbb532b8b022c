public import Analyses
public import Reporting

/// Two heads on the same images: a row for each figure and head, with McNemar's test on the images where they disagree.
public struct HeadComparison: Sendable, Equatable {
    /// One figure of one head.
    public struct Row: Sendable, Equatable {
        /// The figure's key, as in reports: `test_accuracy`.
        public let figure: String
        /// The head's name; nil for a figure that depends on neither head.
        public let head: String?
        /// The number of images.
        public let images: Int
        /// The share of the images that the figure counts; nil without images.
        public let share: Proportion?
        /// The images that only this head gets right; nil if `head` is nil.
        public let onlyThis: Int?
        /// The exact p-value of McNemar's test; nil without images or where `head` is nil.
        public let exactP: Double?
        /// The p-value from χ² with continuity correction; nil without images or where `head` is nil.
        public let correctedP: Double?
    }

    /// The name of the first head.
    public let first: String
    /// The name of the second head.
    public let second: String
    /// By figure, and in each the first head first.
    public private(set) var rows: [Row] = []

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
        for (name, right, alone) in [
            (self.first, first, pair.onlyFirst), (self.second, second, pair.onlySecond),
        ] {
            rows.append(
                Row(
                    figure: figure, head: name, images: right.count, share: Self.share(of: right) { $0 != isError },
                    onlyThis: alone, exactP: right.isEmpty ? nil : pair.exactP,
                    correctedP: right.isEmpty ? nil : pair.correctedP))
        }
    }

    /// Adds a figure that depends on neither head.
    mutating func add(_ figure: String, baseline right: [Bool]) {
        rows.append(
            Row(
                figure: figure, head: nil, images: right.count, share: Self.share(of: right) { $0 }, onlyThis: nil,
                exactP: nil, correctedP: nil))
    }

    private static func share(of images: [Bool], _ counts: (Bool) -> Bool) -> Proportion? {
        images.isEmpty ? nil : Proportion(successes: images.count(where: counts), total: images.count)
    }

    /// `value` with its 95 % confidence interval (Wilson); `only_this`: images that only this head gets right.
    public var table: ResultTable {
        ResultTable(
            columns: [
                "figure", "head", "images", "value", "low", "high", "only_this", "mcnemar_exact", "mcnemar_corrected",
            ],
            rows: rows.map { row in
                func percent(_ value: Double?) -> ResultTable.Cell { value.map { .percent($0) } ?? .null }
                func real(_ value: Double?) -> ResultTable.Cell { value.map { .real($0) } ?? .null }
                let interval = row.share?.interval
                return [
                    .text(row.figure), row.head.map { .text($0) } ?? .null, .integer(Int64(row.images)),
                    percent(row.share?.value), percent(interval?.lowerBound), percent(interval?.upperBound),
                    row.onlyThis.map { .integer(Int64($0)) } ?? .null, real(row.exactP), real(row.correctedP),
                ]
            })
    }
}
