import Analyses
import Store
import Units

/// The heads of an atlas.
public enum HeadList {
    /// A row for each head: how it was made, and how right it was on images that it had not seen.
    public static func table(atlas path: String) throws -> ResultTable {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        return ResultTable(
            columns: [
                "head", "classes", "pooling", "loss", "cost", "training_images", "test_images", "test_score", "labels",
            ],
            rows: try reader.heads().map { record in
                let made = HeadConfiguration(json: record.configuration)
                let score = made?.test.flatMap { $0.accuracy?.value ?? $0.rSquared }
                func count(_ number: Int?) -> ResultTable.Cell { number.map { .integer(Int64($0)) } ?? .null }
                return [
                    .text(record.name), count(record.classCount), .text(record.pooling.rawValue),
                    record.loss.map { .text($0) } ?? .null, .number(made?.recipe?.cost), count(made?.training?.images),
                    count(made?.test?.images), .number(score.map { ($0 * 1e4).rounded() / 1e4 }),
                    (made?.labels ?? made?.source).map { .text($0) } ?? .null,
                ]
            })
    }
}
