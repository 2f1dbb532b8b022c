import Analyses
import Atlases
import Foundation
import Images
public import Units

/// The curves of sets of units: as a table, and as a picture.
public struct AblationPlot: Sendable {
    private let sets: AblationSets
    private let study: AblationStudy
    private let record: ClassRecord?

    /// Takes away up to `count` units of a class, or of each class with images.
    public init(_ study: AblationStudy, class record: ClassRecord?, count: Int) throws {
        self.study = study
        self.record = record
        sets = try study.sets(of: record?.id, count: count)
    }

    private var curves: [(name: String, color: Color, curve: AblationCurve)] {
        [
            ("strongest first", SheetStyle.negative, sets.strongest), ("at random", SheetStyle.faintInk, sets.random),
            ("weakest first", SheetStyle.positive, sets.weakest),
        ]
    }

    /// A row for each number of units taken away; at most some 20 of them, the last included.
    public var table: ResultTable {
        let last = sets.strongest.correct.count - 1
        let step = max(1, (last + 19) / 20)
        let rows = Array(stride(from: 0, to: last, by: step)) + [last]
        return ResultTable(
            columns: ["removed", "accuracy_strongest", "accuracy_random", "accuracy_weakest"]
                + ["logit_strongest", "logit_random", "logit_weakest"],
            rows: rows.map { removed in
                [.integer(Int64(removed))] + curves.map { .number($0.curve.accuracy(removed)) }
                    + curves.map { .number($0.curve.meanLogit(removed)) }
            })
    }

    private var subject: String { record.map { $0.shortName } ?? "each class" }

    /// Writes the picture into `folder`.
    ///
    /// - Returns: Its path: `ablation-class-0011-goldfinch.png`, or `ablation-all.png`.
    public func write(into folder: String) throws -> String {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw UnitAtlasError.file(path: folder, reason: "the folder cannot be made; check its permissions")
        }
        let name = record.map { SheetFiles.Subject.fileName(index: $0.id.value, name: $0.shortName) } ?? "all.png"
        let path = URL(fileURLWithPath: folder).appendingPathComponent("ablation-" + name).relativePath
        let images = study.ablation.accuracy.total
        let count = record.map { study.ablation.accuracy(of: $0.id).total } ?? images
        let plot = LinePlot(
            title: "Units of \(subject) taken away",
            subtitles: [
                "\(study.origin); \(count) image\(count == 1 ? "" : "s")",
                "in the order of the class's weights, from the stored pooled activations: S − Σ w·F",
            ],
            axis: "units taken away",
            panels: [
                LinePlot.Panel(
                    title: "images that are right", lines: lines { $0.accuracy($1) }, range: 0...1, format: "%.0f %%",
                    factor: 100),
                LinePlot.Panel(title: "logit of the own class, mean", lines: lines { $0.meanLogit($1) }, range: 0...0),
            ])
        let notes = [
            ("Title", "Units of \(subject) taken away"), ("Software", "unit-atlas \(Indexer.toolVersion)"),
            ("Source", study.origin),
            (
                "Description",
                "Accuracy and mean logit of \(count) images (\(study.part.rawValue)) with the strongest, the weakest and random"
                    + " units of each image's class removed, in closed form from pooled activations."
            ),
        ]
        try Data(PNGCodec.encode(try plot.draw().raster, text: notes)).writeAtomically(to: path)
        return path
    }

    private func lines(_ value: (AblationCurve, Int) -> Double) -> [LinePlot.Line] {
        curves.map { name, color, curve in
            LinePlot.Line(
                name: name, color: color,
                points: curve.correct.indices.map { (Double($0), value(curve, $0)) })
        }
    }
}
