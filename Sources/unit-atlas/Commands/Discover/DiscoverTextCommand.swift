import Analyses
import ArgumentParser
import Reporting
import UnitAtlas

struct DiscoverTextCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text",
        abstract: "Learn where text is from images with text and images without, and measure it against words' boxes.",
        discussion: """
            The head is fitted as for `discover concept`, to whole images: boxes around words serve for measuring alone, and \
            to say which images have text where nothing else does. The threshold, a fraction of a map's maximum, is chosen \
            on one half of the held-out images by the harmonic mean of the boxes' precision and recall; the figures are \
            about the other half. A layer below the last may know text better: `index --layer`.

            JSON keys: name, positives, negatives, average_precision and its interval, chance, images, words, threshold, \
            threshold_chosen_on, precision, recall, mean_iou (of boxes and words), pixel_precision, pixel_recall, pixel_iou, \
            each with _interval, pixel_chance, curve (all of these by threshold), plot.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Option(help: ArgumentHelp("Words: a CSV of image,x0,y0,x1,y1; VOC; COCO.", valueName: "file")) var boxes: String

    @Option(help: "What the head is called in the atlas.") var name = "text"

    @Option(
        help: ArgumentHelp(
            "The images with text, by default those with a box: a list, a CSV with `image`, or a folder.",
            valueName: "file|folder"))
    var positives: String?

    @Option(help: ArgumentHelp("The images without, by default all others.", valueName: "file|folder"))
    var negatives: String?

    @OptionGroup var training: ConceptTrainingOptions

    @OptionGroup var places: NetworkPlaces

    @Option(help: ArgumentHelp("Where the plot goes.", valueName: "folder")) var output = "Output"

    @Option(help: "table or json.") var format = ObjectFormat.table

    func run() throws {
        try noteUnfinished(atlas)
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = TextRequest(atlas: atlas, name: name, boxes: boxes)
        if let positives { request.concept.positives = .paths(positives) }
        if let negatives { request.concept.negatives = .paths(negatives) }
        (request.concept.recipe, request.concept.replaces) = (training.recipe, training.replace)
        (request.concept.model, request.concept.images) = (places.model, places.images)
        (request.concept.threads, request.plot) = (places.threads, output)
        let report = try TextDiscovery.run(request) { progress.show($0) }
        progress.finish()
        for remark in report.remarks { note(remark) }
        try emit(format == .json ? report.json : report.table.text(.table, width: Terminal.width))
        if !report.unreadable.isEmpty { throw ExitCode(2) }
    }
}
