import Analyses
import Store
import Tensors
import Units

/// A head on averages against one on maxima, fitted to the same images from the same pass (Zhou et al. 2016, §2: global
/// average against global maximum pooling).
public enum PoolingComparison {
    /// Fits both with the recipe of `request` but for its pooling, and compares them image by image.
    ///
    /// - Parameter storing: Whether both are stored, as `NAME-average` and `NAME-maximum`.
    /// - Returns: A row for each measure, with McNemar's test on the images where the two heads disagree.
    public static func run(_ request: HeadRequest, storing: Bool) throws -> ResultTable {
        let reader = try AtlasReader(path: request.atlas)
        defer { reader.close() }
        let requests = Pooling.allCases.map { pooling in
            var single = request
            single.recipe.pooling = pooling
            single.name = "\(request.name)-\(pooling.rawValue)"
            return single
        }
        if storing {
            let heads = try reader.heads().map(\.name)
            for single in requests { try HeadTrainer.check(single, heads: heads) }
        }
        var fits: [(training: HeadTraining, examples: HeadTrainer.Examples)] = []
        for single in requests {
            let examples = try HeadTrainer.examples(reader, single, pooling: single.recipe.pooling)
            guard case .classes = examples.labels.targets else {
                throw UnitAtlasError.request(
                    "\(request.labels.text) gives numbers; classes are needed to compare images that are right.")
            }
            fits.append((try HeadTrainer.fit(examples, single.recipe), examples))
        }
        if storing {
            for (single, fit) in zip(requests, fits) { try HeadTrainer.store(fit.training, fit.examples, single) }
        }
        let split = fits[0].training.split
        return ResultTable(
            columns: [
                "measure", "images", "average", "maximum", "only_average", "only_maximum", "mcnemar_exact",
                "mcnemar_corrected",
            ],
            rows: [
                row("right, test images", fits, split.test), row("right, training images", fits, split.training),
            ])
    }

    private static func row(
        _ measure: String, _ fits: [(training: HeadTraining, examples: HeadTrainer.Examples)], _ images: [Int]
    ) -> [ResultTable.Cell] {
        let right = fits.map { fit -> [Bool] in
            guard case .classes(let classes, _) = fit.examples.labels.targets else { return [] }
            return images.map { fit.training.predicted[$0] == classes[$0] }
        }
        return row(measure, average: right[0], maximum: right[1])
    }

    /// Whether each head is right on each image.
    static func row(_ measure: String, average: [Bool], maximum: [Bool]) -> [ResultTable.Cell] {
        let pair = PairedComparison(first: average, second: maximum)
        func share(_ right: [Bool]) -> ResultTable.Cell {
            .real(Proportion(successes: right.count { $0 }, total: right.count).value)
        }
        return [
            .text(measure), .integer(Int64(average.count)), share(average), share(maximum),
            .integer(Int64(pair.onlyFirst)), .integer(Int64(pair.onlySecond)), .real(pair.exactP),
            .real(pair.correctedP),
        ]
    }
}
