import Analyses
import ArgumentParser
import Reporting
import UnitAtlas

struct DiscoverTextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Learn where text is from images with and without text, and measure it against boxes of words.",
        discussion: """
            The head is trained as for `discover concept`, on whole images. Boxes of words are used only to measure the \
            result, and, without --positives, to tell which images have text. The threshold, a fraction of a map's \
            maximum, is chosen on half of the held-out images by the F1 score of the boxes; the figures are measured on \
            the other half. An earlier layer may find text better: see `index --layer`.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Option(
        help: ArgumentHelp(
            "Boxes of words: a CSV with columns image,x0,y0,x1,y1, Pascal VOC, COCO or YOLO.",
            valueName: "file|folder"))
    var boxes: String

    @Option(help: "Name of the head in the atlas.") var name = "text"

    @Option(
        help: ArgumentHelp(
            "Images with text: a list, a CSV with column `image`, or a folder; by default, those with a box.",
            valueName: "file|folder"))
    var positives: String?

    @Option(help: ArgumentHelp("Images without text; by default, all others.", valueName: "file|folder"))
    var negatives: String?

    @OptionGroup var training: ConceptTrainingOptions

    @OptionGroup var places: NetworkOptions

    @Option(help: ArgumentHelp("Folder for the plot.", valueName: "folder")) var output = "Output"

    @Option(help: Help.reportFormat) var format = ObjectFormat.table

    func run() throws {
        let atlas = try open(atlas: atlas)
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = TextRequest(name: name, boxes: boxes)
        if let positives { request.concept.positives = .paths(positives) }
        if let negatives { request.concept.negatives = .paths(negatives) }
        (request.concept.recipe, request.concept.replaces) = (training.recipe, training.replace)
        (request.concept.model, request.concept.images) = (places.model, places.images)
        (request.concept.threads, request.plot) = (places.threads, output)
        let report = try atlas.discoverText(request) { progress.show($0) }
        progress.finish()
        for remark in report.remarks { note(remark) }
        try emit(format == .json ? report.json : report.table.text(.table, width: Terminal.width))
        if !report.unreadable.isEmpty || report.notes.skipped > 0 { throw ExitCode(2) }
    }
}
