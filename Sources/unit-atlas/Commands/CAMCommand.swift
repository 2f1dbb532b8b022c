import Analyses
import ArgumentParser
import Foundation
import Reporting
import Sheets
import UnitAtlas
import Units

struct CAMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cam",
        abstract: "Draw class activation maps: where in an image the evidence for each class lies.",
        discussion: """
            For each image, writes a sheet with the maps and boxes of its five most probable classes (or of the classes you \
            name), the maps as .npy at map resolution and enlarged to the image, and a .json that describes the rows and \
            all settings, and prints the boxes. File names include every option that differs from its default. By default, \
            map values are signed and not normalized, so they can be compared across classes and images. For every image \
            and class, the command checks that the mean of the map plus the bias equals the network's logit.
            """)

    @Argument(help: "An atlas, or a model: an .onnx file or its folder. With --maps, the image.") var source: String

    @Argument(help: "Images: files, or paths in the atlas (a unique ending is enough).") var images: [String] = []

    @Option(name: .customLong("class"), help: "A class to map instead of the most probable ones; repeat for several.")
    var classTexts: [String] = []

    @Option(help: "Number of classes per image, most probable first. (default: 5)") var limit: Int?

    @OptionGroup var head: HeadOption

    @OptionGroup var options: MapOptions

    @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder")) var output = "Output"

    @Flag(help: "Also write each class's overlay as a separate PNG of the image's size.") var overlays = false

    @Option(
        help: ArgumentHelp(
            "Also print the units that contribute most to each class, and draw what each responds to.",
            valueName: "count"))
    var explain: Int?

    @Option(
        help: "Rank the units of --explain by contribution to this image's logit, weight or ablation on this image.")
    var by = UnitMeasure.contribution

    @OptionGroup var arrays: ArrayOptions

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: Help.model) var model: String?

    @Option(name: .customLong("images"), help: Help.images)
    var imageFolder: String?

    @Option(help: Help.threads) var threads = Help.cores

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        guard images.isEmpty == (arrays.maps != nil) else {
            throw ValidationError(
                "Name an atlas or a model, and one or more images; with --maps and --weights, name exactly one image.")
        }
        guard by == .contribution || explain != nil else { throw ValidationError("--by needs --explain.") }
        guard head.head == nil || arrays.maps == nil else {
            throw ValidationError("--head needs an atlas and cannot be used with --maps.")
        }
        try OptionChecks.positive(["--limit": limit, "--explain": explain, "--threads": threads])
        guard limit == nil || classTexts.isEmpty else {
            throw ValidationError(
                "Use --class to name classes or --limit for the most probable ones, not both.")
        }
        let networks = [
            ("--preprocessing", modelOptions.preprocessing), ("--layer", modelOptions.layer), ("--model", model),
            ("--images", imageFolder), ("--dilate", modelOptions.dilate.map { "\($0)" }),
        ]
        if arrays.maps != nil, let other = networks.first(where: { $0.1 != nil }) {
            throw ValidationError("\(other.0) cannot be used with --maps, which runs no network.")
        }
    }

    func run() throws {
        var request = options.request()
        (request.classes, request.top, request.threads) = (classTexts, limit ?? request.top, threads)
        request.measure = by
        if let made = try arrays.read(classes: modelOptions.classes) { return try run(made, request) }
        let atlas = MapSource.isAtlas(source) ? try Atlas(source) : nil
        let maps = try mapSource(atlas)
        var parameters = maps.parameters
        for (name, value) in [
            ("dilate", modelOptions.dilate.map { "\($0)" }), ("layer", modelOptions.layer),
            ("preprocessing", modelOptions.preprocessing.map { URL(fileURLWithPath: $0).lastPathComponent }),
        ] {
            if let value { parameters.add(name, value, default: nil) }
        }
        var files = try files(maps.description, parameters, request, atlas: atlas)
        var tables = MapTables(request, units: explain)
        var laws: [Double] = []
        var failures = 0
        try ClassMapping.run(images, of: maps, request) { result in
            switch result {
            case .failure(let error):
                failures += 1
                note("\(AdvisedError.advised(error))")
            case .success(let image):
                for path in try files.write(image) { note(path) }
                tables.add(image)
                if let law = image.law { laws.append(law.largestDifference) }
            }
        }
        guard !laws.isEmpty else { throw ExitCode(1) }
        try emit(tables.text(format, width: Terminal.width))
        note(request.text)
        try report(
            laws, CAMLaw.text(maps.head), classes: maps.head.classCount,
            "of \(NumberFormat.count(laws.count, "image"))")
        if failures > 0 { throw ExitCode(2) }
    }

    private func run(_ made: ArrayMaps, _ request: MapRequest) throws {
        let image = try made.imageMaps(source, request)
        let shown = made.shown(request)
        var files = try files(made.description, PictureParameters(), shown, atlas: nil)
        for path in try files.write(image) { note(path) }
        var tables = MapTables(shown, units: explain)
        tables.add(image)
        try emit(tables.text(format, width: Terminal.width))
        if explain != nil, made.hasTenCrops {
            note("units are listed but not drawn, because their maps come from ten crops")
        }
        note(shown.text)
        let of = (made.hasTenCrops ? "for ten crops" : "for 1 image") + ", with logits computed from the pooled arrays"
        try report(image.law.map { [$0.largestDifference] } ?? [], made.lawText, classes: made.classCount, of)
    }

    private func files(
        _ made: String, _ parameters: PictureParameters, _ request: MapRequest, atlas: Atlas?
    ) throws -> MapFiles {
        var files = try MapFiles(output, source: made, parameters, request)
        files.writesOverlays = overlays
        files.explanation = try explain.map { try Explanation(count: $0, by: by, atlas: atlas, images: imageFolder) }
        return files
    }

    private func report(_ laws: [Double], _ law: String, classes: Int, _ of: String) throws {
        guard let worst = laws.max() else { return }
        guard worst <= CAMLaw.tolerance else {
            throw CommandError(
                "The class activation maps do not add up to the logits: the largest difference is \(worst) of the largest"
                    + " logit.")
        }
        note(
            String(
                format: "checked: %@ holds for all %@ %@; the largest difference is %.1e of the largest logit", law,
                NumberFormat.count(classes, "class"), of, worst))
    }

    private func mapSource(_ atlas: Atlas?) throws -> MapSource {
        if let atlas {
            for (name, value) in [
                ("--preprocessing", modelOptions.preprocessing), ("--classes", modelOptions.classes),
                ("--layer", modelOptions.layer),
            ] where value != nil {
                throw ValidationError("\(name) cannot be used with an atlas, because \(source) has its own.")
            }
            return try MapSource(
                atlas, model: model, images: imageFolder, dilation: modelOptions.dilate, head: head.head)
        }
        guard head.head == nil else {
            throw CommandError("--head needs an atlas, and \(source) is a network.")
        }
        return try MapSource(model: try modelOptions.model(source))
    }
}
