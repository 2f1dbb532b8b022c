public import Analyses
public import Annotations
import Foundation
import Images
public import Reporting
import Sheets
import Store
import Units

/// What a text detector finds, for readers and for programs.
public struct TextReport: Sendable {
    /// What was requested.
    public let request: TextRequest
    /// The detector's fit.
    public let concept: ConceptReport
    /// Of the held-out images at even places, on which the threshold is chosen, and of those at odd places.
    public let choosing: TextCurve
    /// The curve of the held-out images at odd places.
    public let reported: TextCurve
    /// Of all held-out images.
    public let curve: TextCurve
    /// Images that could not be read, a sentence each.
    public let unreadable: [String]
    /// What of the annotations could not be used.
    public internal(set) var notes = AnnotationNotes()
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

    /// Figures of boxes and pixels at one threshold.
    private static let kinds: [(key: String, label: String, value: @Sendable (TextCurve.Point) -> Double)] = [
        ("precision", "boxes that match a word", { $0.precision }),
        ("recall", "words that a box matches", { $0.recall }),
        ("mean_iou", "mean intersection over union of words and their best box", { $0.overlap }),
        ("pixel_precision", "pixels of the region inside the boxes of words", { $0.pixelPrecision }),
        ("pixel_recall", "pixels of the boxes of words inside the region", { $0.pixelRecall }),
        ("pixel_iou", "intersection over union of region and boxes of words", { $0.pixelOverlap }),
    ]

    /// The figures of the report, on the images on which the threshold was not chosen, with 95 % bootstrap intervals.
    public var figures: [Figure] {
        let test = concept.training.test
        return [
            Figure("positives", "images with text", count: concept.positives),
            Figure("negatives", "images without text", count: concept.images - concept.positives),
            Figure(
                "average_precision", "average precision of images", test.value,
                interval: Figure.Interval(test.interval), unit: .fraction),
            Figure("chance", "average precision of a random order", test.chance, unit: .fraction),
            Figure("images", "images that the figures below are about", count: reported.images),
            Figure("words", "words in them", count: reported.words),
        ]
            + Self.kinds.map { key, label, value in
                let interval = TextCurve.interval(odd, at: choosing.best, of: value)
                return Figure(
                    key, label, value(point), interval: Figure.Interval(interval), unit: .fraction)
            } + [
                Figure(
                    "pixel_chance", "share of all pixels inside the boxes of words", reported.chance, unit: .fraction)
            ]
    }

    /// A row for each figure.
    public var table: ResultTable { figures.table }

    /// Lines for stderr.
    public var remarks: [String] {
        [
            "\(concept.request.name): \(NumberFormat.count(concept.positives, "image")) with text,"
                + " \(NumberFormat.grouped(concept.images - concept.positives)) without; \(source); \(concept.sentence)",
            "threshold: \(NumberFormat.short(point.threshold)) of a map's maximum, chosen on"
                + " \(NumberFormat.count(choosing.images, "held-out image")); measured on the other"
                + " \(NumberFormat.grouped(reported.images)), with \(NumberFormat.count(reported.words, "word"))",
        ] + notes.remarks + unreadable.prefix(5).map { "cannot be read: \($0)" } + (plot.map { [$0] } ?? [])
    }

    /// One JSON object.
    public var json: String { JSONValue.object(members).lines }

    private var members: [(String, JSONValue)] {
        let points = curve.points.map { point in
            JSONValue.object(
                [("threshold", JSONValue(point.threshold))] + Self.kinds.map { ($0.key, JSONValue($0.value(point))) })
        }
        return [
            ("head", .string(concept.request.name)), ("threshold", JSONValue(point.threshold)),
            ("threshold_chosen_on", "even"),
        ] + figures.members + [("curve", .array(points)), ("plot", JSONValue(plot))]
    }

    private var configuration: [(String, JSONValue)] {
        let boxes = URL(fileURLWithPath: request.boxes).lastPathComponent
        return [("boxes", .string(boxes))] + concept.configuration
    }

    func record(head: HeadID) -> DiscoveryRecord {
        DiscoveryRecord(
            kind: .text, name: concept.request.name, head: head, figures: members, configuration: configuration)
    }

    /// Draws the curves over the threshold, of all held-out images.
    func draw(into folder: String) throws -> String {
        try OutputFile.prepare(folder: folder)
        let parameters = request.parameters
        let path = URL(fileURLWithPath: folder).appendingPathComponent(SheetFiles.name(parameters)).relativePath
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
                "\(source); \(NumberFormat.count(curve.images, "held-out image")), \(NumberFormat.count(curve.words, "word"))",
                "a box matches a word at an intersection over union of at least \(TextImage.right)",
            ],
            axis: "threshold (fraction of the map's maximum)",
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
        let notes = PictureNotes(
            title: plot.title, source: source,
            description: plot.subtitles.joined(separator: ". ") + ". "
                + JSONValue.object(concept.configuration).compact,
            parameters: parameters.text)
        try OutputFile.write(try plot.draw().raster, notes: notes, to: path)
        return path
    }
}

extension TextRequest {
    /// The parameters that the plot depends on.
    var parameters: PictureParameters {
        let name = concept.name
        var parameters = PictureParameters(subject: "head", name, mark: "text-\(SheetFiles.identifier(name))")
        let usual = TextRequest(boxes: boxes).concept
        parameters.add("positives", concept.positives.text, default: usual.positives.text)
        parameters.add("negatives", concept.negatives.text, default: usual.negatives.text)
        parameters.add(concept.recipe.parameters(default: usual.recipe))
        return parameters
    }
}
