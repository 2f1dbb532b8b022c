/// The non-zero entries of a confusion matrix.
public struct ConfusionTable: Sendable, Equatable {
    /// The images of class `actual` that are classified as `predicted`.
    public struct Entry: Sendable, Equatable {
        /// The index of the labelled class.
        public let actual: Int
        /// The index of the most probable class.
        public let predicted: Int
        /// The number of such images.
        public let images: Int
    }

    /// Non-zero entries, by actual class, then by predicted class.
    public let entries: [Entry]

    package init(actual: [Int], predicted: [Int]) {
        precondition(actual.count == predicted.count, "\(actual.count), \(predicted.count)")
        var counts: [[Int]: Int] = [:]
        for (a, p) in zip(actual, predicted) { counts[[a, p], default: 0] += 1 }
        entries = counts.map { Entry(actual: $0.key[0], predicted: $0.key[1], images: $0.value) }
            .sorted { ($0.actual, $0.predicted) < ($1.actual, $1.predicted) }
    }

    /// The misclassifications, the most frequent first, then as in `entries`.
    public var mistakes: [Entry] {
        entries.filter { $0.actual != $0.predicted }
            .sorted { ($1.images, $0.actual, $0.predicted) < ($0.images, $1.actual, $1.predicted) }
    }
}
