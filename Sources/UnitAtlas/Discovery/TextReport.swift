public import Analyses
import Foundation
import Images
public import Reporting
import Sheets
import Store
import Units

/// What a text detector finds, for readers and for programs.
public struct TextReport: Sendable {
    public let request: TextRequest
    public let concept: ConceptReport
    /// Of the held-out images at even places, on which the threshold is chosen, and of those at odd places.
    public let choosing: TextCurve
    public let reported: TextCurve
    /// Of all held-out images.
    public let curve: TextCurve
    public let unreadable: [String]
    /// The plot's path.
    public internal(set) var plot: String?
    private let source: String
    private let odd: [TextImage]

    init(
        _ request: TextRequest, _ concept: ConceptReport, _ images: [TextImage], source: String, unreadable: [String]
    ) {
        let even = images.indices.filter { $0.isMultiple(of: 2) }.map { images[$0] }
        odd = images.indices.filter { !$0.isMultiple(of: 2) }.map { images[$0] }
        choosing = TextCurve(even, thresholds: TextRequest.thresholds)
        reported = TextCurve(odd, thresholds: TextRequest.thresholds)
        curve = TextCurve(images, thresholds: TextRequest.thresholds)
        (self.request, self.concept, self.source, self.unreadable) = (request, concept, source, unreadable)
    }

    /// At the threshold that was chosen.
    public var point: TextCurve.Point { reported.points[choosing.best] }

    private var figures: [(key: String, name: String, value: (TextCurve.Point) -> Double)] {
        [
            ("precision", "boxes that are a word's", { $0.precision }),
            ("recall", "words that have a box", { $0.recall }),
            ("mean_iou", "overlap of words with their best box, mean", { $0.overlap }),
            ("pixel_precision", "pixels of the map's region in words' boxes", { $0.pixelPrecision }),
            ("pixel_recall", "pixels of words' boxes in the region", { $0.pixelRecall }),
            ("pixel_iou", "pixels in both, of either", { $0.pixelOverlap }),
        ]
    }

    private func interval(_ value: @escaping (TextCurve.Point) -> Double) -> BootstrapIntervals.Interval? {
        TextCurve.interval(odd, at: choosing.best, of: value)
    }

    /// A row for each figure, with the interval that holds 95 % of bootstrap samples of the images.
    public var table: ResultTable {
        func rounded(_ value: Double) -> ResultTable.Cell { .real((value * 1e3).rounded() / 1e3) }
        let test = concept.training.test
        var rows: [[ResultTable.Cell]] = [
            [
                .text("average precision of images"), rounded(test.value),
                test.interval.map { rounded($0.low) } ?? .null,
                test.interval.map { rounded($0.high) } ?? .null,
            ]
        ]
        rows += figures.map { _, name, value in
            let interval = interval(value)
            return [
                .text(name), rounded(value(point)), interval.map { rounded($0.low) } ?? .null,
                interval.map { rounded($0.high) } ?? .null,
            ]
        }
        rows.append([.text("pixels in words' boxes at random"), rounded(reported.chance), .null, .null])
        return ResultTable(columns: ["figure", "value", "from", "to"], rows: rows)
    }

    /// Lines for stderr.
    public var remarks: [String] {
        [
            "\(concept.request.name): \(concept.positives) images with text, \(concept.images - concept.positives) without;"
                + " \(source); "
                + concept.sentence,
            String(
                format:
                    "threshold %.2f of a map's maximum, chosen on %d held-out images; the figures are of the other %d, "
                    + "with %d words", point.threshold, choosing.images, reported.images, reported.words),
        ] + unreadable.prefix(5).map { "cannot be read: \($0)" } + (plot.map { [$0] } ?? [])
    }

    /// One JSON object.
    public var json: String {
        func number(_ value: Double) -> String { String(format: "%.6f", value) }
        let test = concept.training.test
        var members: [(String, String)] = [
            ("name", JSONText.quoted(concept.request.name)), ("positives", "\(concept.positives)"),
            ("negatives", "\(concept.images - concept.positives)"), ("average_precision", number(test.value)),
            ("average_precision_interval", ConceptReport.json(test.interval)), ("chance", number(test.chance)),
            ("images", "\(reported.images)"), ("words", "\(reported.words)"),
            ("threshold", String(format: "%.2f", point.threshold)), ("threshold_chosen_on", "\"even\""),
        ]
        for (key, _, value) in figures {
            members.append((key, number(value(point))))
            members.append((key + "_interval", ConceptReport.json(interval(value))))
        }
        members.append(("pixel_chance", number(reported.chance)))
        let points = curve.points.map { point in
            "{\"threshold\": \(String(format: "%.2f", point.threshold)), "
                + figures.map { "\"\($0.key)\": \(number($0.value(point)))" }.joined(separator: ", ") + "}"
        }
        members.append(("curve", "[\n    \(points.joined(separator: ",\n    "))\n  ]"))
        if let plot { members.append(("plot", JSONText.quoted(plot))) }
        return JSONText.lines(members) + "\n"
    }

    func record(head: HeadID) -> DiscoveryRecord {
        let configuration =
            "{\"boxes\": \(JSONText.quoted(URL(fileURLWithPath: request.boxes).lastPathComponent)), "
            + concept.configurationJSON.dropFirst()
        return DiscoveryRecord(
            kind: .text, name: concept.request.name, head: head, figures: json, configuration: configuration)
    }

    /// Draws the curves over the threshold, of all held-out images.
    func draw(into folder: String) throws -> String {
        try OutputFile.prepare(folder: folder)
        let name = "text-\(SheetFiles.Subject.slug(concept.request.name)).png"
        let path = URL(fileURLWithPath: folder).appendingPathComponent(name).relativePath
        func line(_ name: String, _ place: Int, _ value: (TextCurve.Point) -> Double) -> LinePlot.Line {
            LinePlot.Line(
                name: name, color: LinePlot.palette[place],
                points: curve.points.map { (x: Double($0.threshold), y: value($0)) })
        }
        func marked(_ title: String, _ lines: [LinePlot.Line]) -> LinePlot.Panel {
            let x = Double(point.threshold)
            let mark = LinePlot.Line(
                name: "chosen threshold", color: SheetStyle.faintInk, isDashed: true, points: [(x, 0), (x, 1)])
            return LinePlot.Panel(title: title, lines: lines + [mark])
        }
        let plot = LinePlot(
            title: "Text found by “\(concept.request.name)”",
            subtitles: [
                "\(source); \(curve.images) held-out images, \(curve.words) words",
                "a box is a word's from an intersection over union of \(TextImage.right)",
            ],
            axis: "threshold, of the map's maximum",
            rows: [
                .init(
                    name: "share",
                    panels: [
                        marked(
                            "boxes and words",
                            [line("precision", 0) { $0.precision }, line("recall", 1) { $0.recall }]
                                + [line("intersection over union", 2) { $0.overlap }]),
                        marked(
                            "pixels",
                            [line("precision", 0) { $0.pixelPrecision }, line("recall", 1) { $0.pixelRecall }]
                                + [line("intersection over union", 2) { $0.pixelOverlap }]),
                    ]
                )
            ])
        try OutputFile.write(
            try plot.draw().raster, title: plot.title, source: source,
            description: plot.subtitles.joined(separator: ". ") + ". " + concept.configurationJSON, to: path)
        return path
    }
}
