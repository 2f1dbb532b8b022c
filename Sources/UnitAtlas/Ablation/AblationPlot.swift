import Analyses
import Foundation
import Images
public import Reporting
import Sheets
import Units

/// The accuracy after removing growing sets of units, as a table and as a picture.
public struct AblationPlot: Sendable {
    /// A sentence for each image that could not be read.
    public let unreadable: [String]
    private let sets: AblationSets
    private let count: Int
    private let input: AblationInput

    /// Removes up to `count` units of the input's class, or, from each image, units of its own class.
    ///
    /// - Parameter progress: Called on the calling thread while the network runs.
    public init(_ input: AblationInput, count: Int, progress: (IndexProgress) -> Void = { _ in }) throws {
        (self.input, self.count) = (input, count)
        let outcome = try input.sum(into: AblationSets(head: input.weights, count: count), progress: progress)
        (sets, unreadable) = (outcome.sum, outcome.unreadable)
    }

    /// The number of images, and the accuracy with all units.
    public var summary: String { input.described(whole, classes: input.classCount) }

    private var whole: Proportion {
        Proportion(successes: sets.strongest.correct[0], total: sets.strongest.images)
    }

    private var curves: [(name: String, color: Color, curve: AblationCurve)] {
        [
            ("strongest first", SheetStyle.negative, sets.strongest),
            ("random order", SheetStyle.faintInk, sets.random),
            ("weakest first", SheetStyle.positive, sets.weakest),
        ]
    }

    /// Returns a row for about 20 numbers of removed units, including the largest.
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

    private var title: String { "Units of \(input.record?.shortName ?? "each image's class") removed" }

    /// How the picture was made, one sentence per line.
    private var caption: [String] {
        let images = NumberFormat.count(whole.total, "image") + (input.part == .all ? "" : " (\(input.part.rawValue))")
        let order = "from each image, units of its labelled class are removed by weight"
        return [
            "\(input.origin); \(images) of \(NumberFormat.count(input.classCount, "class"))",
            (input.record == nil ? order + ", regardless of the prediction" : "by the class's weights"),
            input.method,
        ]
    }

    /// The parameters that the picture depends on.
    private var parameters: PictureParameters {
        var parameters = input.pictureParameters
        parameters.add("limit", min(count, input.unitCount), default: input.unitCount)
        return parameters
    }

    /// Writes the picture into `folder`.
    ///
    /// - Returns: The file's path: `ablation-class-0011-goldfinch.png`, or `ablation-all.png`.
    public func write(into folder: String) throws -> String {
        try input.write(plot, title: title, caption: caption, parameters, into: folder)
    }

    private var plot: LinePlot {
        LinePlot(
            title: title, subtitles: caption, axis: "units taken away",
            panels: [
                LinePlot.Panel(
                    title: "correct images", lines: lines { $0.accuracy($1) }, range: 0...1,
                    isShare: true),
                LinePlot.Panel(
                    title: "mean logit of the labelled class", lines: lines { $0.meanLogit($1) }, range: 0...0),
            ])
    }

    private func lines(_ value: (AblationCurve, Int) -> Double) -> [LinePlot.Line] {
        curves.map { name, color, curve in
            LinePlot.Line(
                name: name, color: color,
                points: curve.correct.indices.map { (Double($0), value(curve, $0)) })
        }
    }
}

extension AblationInput {
    /// The parameters that every plot of this input depends on.
    var pictureParameters: PictureParameters {
        var parameters =
            record.map {
                PictureParameters(
                    subject: "class", "\($0.id) \($0.shortName)", mark: "ablation-\(SheetFiles.stem(of: $0))")
            } ?? PictureParameters(subject: "class", "all", mark: "ablation-all")
        parameters.add("head", head.trainedName ?? "native", default: "native")
        parameters.add("part", part.rawValue, default: AblationStudy.Part.all.rawValue)
        return parameters
    }

    /// Writes a plot into `folder` under the default name of its parameters.
    ///
    /// - Returns: The file's path.
    func write(
        _ plot: LinePlot, title: String, caption: [String], _ parameters: PictureParameters, into folder: String
    ) throws -> String {
        let notes = PictureNotes(
            title: title, source: origin, description: caption.joined(separator: ". ") + ".",
            parameters: parameters.text)
        try OutputFile.prepare(folder: folder)
        let path = URL(fileURLWithPath: folder).appendingPathComponent(SheetFiles.name(parameters)).relativePath
        try OutputFile.write(try plot.draw().raster, notes: notes, to: path)
        return path
    }
}
