import Analyses
public import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

struct LocalizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localize",
        abstract: "Measure how well class activation maps localize objects in labelled images with boxes.",
        discussion: """
            An image counts as localized if a box made from the map of its class overlaps an annotated box of that class \
            with an intersection over union of at least 0.5. The baseline is a centred box, the result of a method that \
            ignores the image. The run is stored in the atlas, in the tables `localization` and `localization_image`.
            """)

    @Argument(help: "Path to the atlas; its network runs again on its images. With --study, one or more atlases.")
    var atlases: [String]

    @Option(
        help: ArgumentHelp(
            "Boxes: a CSV with columns image,x0,y0,x1,y1, Pascal VOC, COCO, YOLO, or the list of a benchmark.",
            valueName: "file|folder"))
    var boxes: String

    @OptionGroup var options: BoxOptions

    @Option(
        help: ArgumentHelp(
            "Choose the threshold on the even or odd images (ordered by path) and report on the others.",
            valueName: "even|odd"))
    var chooseThresholdOn: LocalizationRequest.Half?

    @Option(
        help: ArgumentHelp(
            "Replace the last strides before the layer by dilation, instead of the atlas's setting.",
            valueName: "0|1|2"))
    var dilate: Int?

    @Option(help: ArgumentHelp("Object masks, named like the images; adds PxAP.", valueName: "folder"))
    var masks: String?

    @Option(help: ArgumentHelp("Masks of regions to ignore.", valueName: "folder")) var ignore: String?

    @OptionGroup var head: HeadOption

    @Option(
        help: "Images to use: all, those that a trained head was fitted to (train), or those it was tested on (test).")
    var part =
        AblationStudy.Part.all

    @OptionGroup var places: LocalizeLocations

    @Flag(help: "Print one row per class; in JSON, add them to the report.") var perClass = false

    @Option(
        help: ArgumentHelp("Draw the best and worst localized images.", valueName: "file.png"),
        transform: PicturePath.checked)
    var sheet: String?

    @Option(
        help: ArgumentHelp(
            "Compare with another head on the same images (paired test); native is the network's own head.",
            discussion:
                "Each head uses the map of its own class for the image. Nothing is stored.",
            valueName: "head"))
    var compare: String?

    @Flag(help: "Compare weightings, resolutions, thresholds and kinds of pooling in one table; nothing is stored.")
    var study = false

    @Option(help: ArgumentHelp("Plot of the study.", valueName: "file.png"), transform: PicturePath.checked)
    var plot: String?

    @Option(help: "Output format: table or json; for tables also csv or markdown.") var format = ResultTable.Format
        .table

    func validate() throws {
        guard (0...2).contains(dilate ?? 0) else { throw ValidationError("--dilate must be 0, 1 or 2.") }
        guard chooseThresholdOn == nil || options.rule != .release else {
            throw ValidationError("The release protocol uses three fixed levels; remove --choose-threshold-on.")
        }
        guard options.threshold == nil || chooseThresholdOn == nil else {
            throw ValidationError("Use --threshold or --choose-threshold-on, not both.")
        }
        if compare != nil {
            try OptionChecks.absent([
                "--study": study, "--per-class": perClass, "--sheet": sheet != nil, "--masks": masks != nil,
            ]) { "--compare cannot be combined with \($0)." }
        }
        guard ignore == nil || masks != nil else { throw ValidationError("--ignore needs --masks.") }
        guard study else {
            guard atlases.count == 1 else { throw ValidationError("Name one atlas; several need --study.") }
            guard plot == nil else { throw ValidationError("--plot needs --study.") }
            return
        }
        try OptionChecks.absent([
            "--per-class": perClass, "--sheet": sheet != nil, "--masks": masks != nil,
            "--protocol": options.protocol != nil, "--threshold": options.threshold != nil,
            "--choose-threshold-on": chooseThresholdOn != nil, "--weighting": options.weighting != nil,
        ]) { "--study tries all weightings and thresholds with the paper's protocol; remove \($0)." }
    }

    func run() throws {
        for path in [sheet, plot].compactMap({ $0 }) { try OutputFile.prepare(file: path) }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        let request = request
        if study {
            let study = try LocalizationStudy(
                try atlases.map { try Atlas($0) }, dilations: Array(0...(dilate ?? 1)), request
            ) { progress.show($0) }
            progress.finish()
            for remark in study.remarks { note(remark) }
            if let plot { try OutputFile.write(study.png(), to: plot) }
            try emit(study.table.text(format, width: Terminal.width))
            if !study.unreadable.isEmpty || study.skippedBoxes > 0 { throw ExitCode(2) }
            return
        }
        let atlas = try Atlas(atlases.first ?? "")
        if let compare {
            let found = try atlas.compareLocalization(request, with: compare) { progress.show($0) }
            progress.finish()
            for line in found.remarks { note(line) }
            try emit(found.heads.table.text(format, width: Terminal.width))
            if !found.unreadable.isEmpty || found.skippedBoxes > 0 { throw ExitCode(2) }
            return
        }
        let outcome = try atlas.localize(request) { progress.show($0) }
        progress.finish()
        for line in outcome.remarks { note(line) }
        if let sheet { try OutputFile.write(outcome.sheet(), to: sheet) }
        let table = perClass ? outcome.classTable : outcome.table
        try emit(format == .json ? outcome.json(classes: perClass) : table.text(format, width: Terminal.width))
        if !outcome.unreadable.isEmpty || outcome.skippedBoxes > 0 { throw ExitCode(2) }
    }

    private var request: LocalizationRequest {
        var request = LocalizationRequest(boxes: boxes)
        (request.labels, request.model, request.images) = (places.labels, places.model, places.images)
        (request.dilation, request.rule, request.threshold) = (dilate, options.rule, options.threshold)
        (request.chooses, request.masks, request.ignored) = (chooseThresholdOn, masks, ignore)
        (request.head, request.part) = (head.head, part)
        (request.weighting, request.threads) = (options.weighting ?? .raw, places.threads)
        return request
    }
}

/// Labels, and paths that changed since indexing.
struct LocalizeLocations: ParsableArguments {
    @Option(help: ArgumentHelp("Labels to use instead of those in the atlas.", valueName: "file")) var labels: String?

    @Option(help: Help.model) var model: String?

    @Option(help: Help.images) var images: String?

    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be positive.") }
    }
}

extension LocalizationRequest.Half: ExpressibleByArgument {}
