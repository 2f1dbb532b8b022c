import Analyses
public import Reporting
public import Store
import Units

extension ResultTable {
    /// Returns a row for each head: how it was created, and its accuracy on held-out images.
    public init(heads: [HeadRecord]) {
        self.init(
            columns: [
                "head", "classes", "pooling", "loss", "cost", "training_images", "test_images", "test_score",
                "test_low",
                "test_high", "labels",
            ],
            rows: heads.map { record in
                let made = record.configuration
                let score = made.test.flatMap { $0.accuracy?.value ?? $0.rSquared }
                let interval = made.test?.accuracy?.interval
                return [
                    .text(record.name), .count(record.classCount), .text(record.pooling.rawValue),
                    .optional(record.loss), .number(made.recipe?.cost), .count(made.training?.images),
                    .count(made.test?.images), .number(score), .number(interval?.lowerBound),
                    .number(interval?.upperBound),
                    .optional(made.labels ?? made.source),
                ]
            })
    }
}
