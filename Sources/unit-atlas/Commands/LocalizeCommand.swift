import Analyses
public import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

struct LocalizeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "localize",
        abstract: "Measure how well class activation maps find objects, over labelled images with boxes.",
        discussion: """
            An image counts as localized when a box made from the map of its own class has an intersection over union of \
            at least 0.5 with a box that people drew, cut to the image. The centred box is what a method that looks at nothing reaches. The \
            run is stored in the atlas, in tables `localization` and `localization_image`.
            """)

    @Argument(help: "The atlas; the network is run again on its images. With --study several.") var atlases: [String]

    @Option(
        help: ArgumentHelp(
            "Boxes: a CSV of image,x0,y0,x1,y1, Pascal VOC's XML (a file or a folder), or COCO's JSON.",
            valueName: "file"))
    var boxes: String

    @OptionGroup var options: BoxOptions

    @Option(
        help: ArgumentHelp(
            "Choose the threshold on the images at even or odd places by path, and report the others.",
            valueName: "even|odd"))
    var chooseThresholdOn: LocalizationRequest.Half?

    @Option(
        help: ArgumentHelp(
            "Turn the last one or two strides before the layer into dilations, other than the atlas has it.",
            valueName: "0|1|2"))
    var dilate: Int?

    @Option(help: ArgumentHelp("Masks of objects, named as the images; adds PxAP.", valueName: "folder"))
    var masks: String?

    @Option(help: ArgumentHelp("Masks of what counts as neither.", valueName: "folder")) var ignore: String?

    @OptionGroup var head: HeadOption

    @Option(help: "Of the images that a trained head knows: all, train or test.") var part =
        AblationStudy.Part.all

    @OptionGroup var places: LocalizePlaces

    @Flag(help: "Print a row for each class instead.") var perClass = false

    @Option(
        help: ArgumentHelp("Draw the images found worst and best.", valueName: "file.png"),
        transform: PicturePath.checked)
    var sheet: String?

    @Option(
        help: ArgumentHelp(
            "Another head on the same images, side by side with a paired test; native is the network's own.",
            discussion:
                "Each by the map of its own class of the image. With --part of the trained heads' images. Not stored.",
            valueName: "head"))
    var compare: String?

    @Flag(help: "Compare weightings, resolutions, thresholds and poolings, in one table; nothing is stored.")
    var study = false

    @Option(help: ArgumentHelp("The study's plot.", valueName: "file.png"), transform: PicturePath.checked)
    var plot: String?

    @Option(help: "table or json; of tables csv and markdown too.") var format = ResultTable.Format.table

    func validate() throws {
        guard (0...2).contains(dilate ?? 0) else { throw ValidationError("--dilate is 0, 1 or 2.") }
        guard chooseThresholdOn == nil || options.rule != .release else {
            throw ValidationError("The release has its own three levels, and no threshold to choose.")
        }
        guard options.threshold == nil || chooseThresholdOn == nil else {
            throw ValidationError("A threshold is given, or chosen: leave out one of the two.")
        }
        guard compare == nil || !study && !perClass && sheet == nil && masks == nil else {
            throw ValidationError(
                "--compare prints a table of its own: leave --study, --per-class, --sheet, --masks out.")
        }
        guard ignore == nil || masks != nil else { throw ValidationError("--ignore goes with --masks.") }
        guard study else {
            guard atlases.count == 1 else { throw ValidationError("Give one atlas; several go with --study.") }
            guard plot == nil else { throw ValidationError("--plot is the study's: give --study, or leave it out.") }
            return
        }
        let others = [
            ("--per-class", perClass), ("--sheet", sheet != nil), ("--masks", masks != nil),
            ("--protocol", options.protocol != nil), ("--threshold", options.threshold != nil),
            ("--choose-threshold-on", chooseThresholdOn != nil), ("--weighting", options.weighting != nil),
        ].filter(\.1).map(\.0)
        guard others.isEmpty else {
            throw ValidationError(
                "The study goes through weightings and thresholds itself, by the paper's protocol, and prints one table:"
                    + " leave out \(others.joined(separator: ", ")), or --study.")
        }
    }

    func run() throws {
        for path in [sheet, plot].compactMap({ $0 }) { try OutputFile.prepare(file: path) }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        let request = request
        if study {
            let study = try LocalizationStudy(
                atlases: atlases, dilations: Array(0...(dilate ?? 1)), request
            ) { progress.show($0) }
            progress.finish()
            for remark in study.remarks { note(remark) }
            if let plot { try OutputFile.write(study.png(), to: plot) }
            try emit(study.table.text(format, width: Terminal.width))
            if !study.unreadable.isEmpty { throw ExitCode(2) }
            return
        }
        if let compare {
            let found = try LocalizationComparison.run(request, with: compare) { progress.show($0) }
            progress.finish()
            for line in found.remarks { note(line) }
            try emit(found.table.text(format, width: Terminal.width))
            if !found.unreadable.isEmpty { throw ExitCode(2) }
            return
        }
        let outcome = try Localizer.run(request) { progress.show($0) }
        progress.finish()
        for line in outcome.remarks { note(line) }
        if let sheet { try OutputFile.write(outcome.sheet(), to: sheet) }
        if perClass {
            try emit(outcome.classTable.text(format, width: Terminal.width))
        } else {
            try emit(format == .json ? outcome.json : outcome.table.text(format))
        }
        if !outcome.unreadable.isEmpty { throw ExitCode(2) }
    }

    private var request: LocalizationRequest {
        var request = LocalizationRequest(atlas: atlases.first ?? "", boxes: boxes)
        (request.labels, request.model, request.images) = (places.labels, places.model, places.images)
        (request.dilation, request.rule, request.threshold) = (dilate, options.rule, options.threshold)
        (request.chooses, request.masks, request.ignored) = (chooseThresholdOn, masks, ignore)
        (request.head, request.part) = (head.head, part)
        (request.weighting, request.threads) = (options.weighting ?? .raw, places.threads)
        return request
    }
}

/// Where things lie, when not where they were.
struct LocalizePlaces: ParsableArguments {
    @Option(help: ArgumentHelp("Labels instead of the atlas's.", valueName: "file")) var labels: String?

    @Option(help: "Where the network lies now, when not where it was.") var model: String?

    @Option(help: "Where the images lie now, when not where they were indexed.") var images: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads has to be positive.") }
    }
}

extension LocalizationRequest.Half: ExpressibleByArgument {}
