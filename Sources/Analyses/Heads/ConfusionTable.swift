/// Which class images of a class are taken for.
public struct ConfusionTable: Sendable, Equatable {
    /// Images of class `actual` whose likeliest class is `predicted`.
    public struct Entry: Sendable, Equatable {
        public let actual: Int
        public let predicted: Int
        public let images: Int
    }

    /// Only what occurs, by actual class, then by predicted class.
    public let entries: [Entry]

    public init(actual: [Int], predicted: [Int]) {
        precondition(actual.count == predicted.count, "\(actual.count), \(predicted.count)")
        var counts: [[Int]: Int] = [:]
        for (a, p) in zip(actual, predicted) { counts[[a, p], default: 0] += 1 }
        entries = counts.map { Entry(actual: $0.key[0], predicted: $0.key[1], images: $0.value) }
            .sorted { ($0.actual, $0.predicted) < ($1.actual, $1.predicted) }
    }

    /// What is taken for something else, the most frequent first, then as in `entries`.
    public var mistakes: [Entry] {
        entries.filter { $0.actual != $0.predicted }
            .sorted { ($1.images, $0.actual, $0.predicted) < ($0.images, $1.actual, $1.predicted) }
    }
}
