import Tensors

/// The quality of a head on some images.
public enum HeadQuality: Sendable, Equatable, Codable {
    /// The fraction of images whose class has the largest logit.
    case accuracy(Proportion)
    /// Regression: images, sum of squared errors, and sum of squared deviations from the mean.
    case errors(images: Int, squared: Double, total: Double)

    /// - Parameter logits: [N, K], a row for each of the targets.
    init(logits: Tensor, targets: HeadTargets) {
        switch targets {
        case .classes(let classes, _):
            let predicted = PooledScores.predictedClasses(logits)
            self = .accuracy(
                Proportion(successes: zip(classes, predicted).count { $0 == $1 }, total: classes.count))
        case .numbers(let numbers):
            let mean = Statistics.mean(numbers.map(Double.init))
            func squares(_ terms: some Sequence<Double>) -> Double { terms.reduce(0) { $0 + $1 * $1 } }
            self = .errors(
                images: numbers.count, squared: squares(zip(numbers, logits.values).map { Double($0) - Double($1) }),
                total: squares(numbers.map { Double($0) - mean }))
        }
    }

    /// The quality on some rows.
    init(logits: Tensor, targets: HeadTargets, rows: [Int]) {
        self.init(logits: logits.rows(rows), targets: targets.rows(rows))
    }

    /// The accuracy, or R² = 1 − squared errors / squared deviations from the mean.
    public var score: Double {
        switch self {
        case .accuracy(let proportion): proportion.value
        case .errors(_, let squared, let total): total > 0 ? 1 - squared / total : 0
        }
    }

    /// The number of images.
    public var images: Int {
        switch self {
        case .accuracy(let proportion): proportion.total
        case .errors(let images, _, _): images
        }
    }

    /// The root mean squared error; nil for classes.
    public var rootMeanSquare: Double? {
        guard case .errors(let images, let squared, _) = self, images > 0 else { return nil }
        return (squared / Double(images)).squareRoot()
    }

    /// The quality over the images of several parts together.
    static func merged(_ parts: [HeadQuality]) -> HeadQuality {
        var (successes, count, squared, total) = (0, 0, 0.0, 0.0)
        var isAccuracy = false
        for part in parts {
            count += part.images
            switch part {
            case .accuracy(let proportion):
                successes += proportion.successes
                isAccuracy = true
            case .errors(_, let errors, let distances): (squared, total) = (squared + errors, total + distances)
            }
        }
        return isAccuracy
            ? .accuracy(Proportion(successes: successes, total: count))
            : .errors(images: count, squared: squared, total: total)
    }
}
