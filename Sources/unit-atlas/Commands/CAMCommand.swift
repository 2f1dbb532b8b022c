import Analyses
import ArgumentParser
import Foundation
import Reporting
import UnitAtlas
import Units

struct CAMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cam",
        abstract: "Map classes back onto images: where the evidence for each class lies.",
        discussion: """
            For each image: a sheet with the maps of its five likeliest classes (or of those named) and their boxes, the \
            maps as .npy at mapping resolution and enlarged, a .json that says which class each of their rows is and how \
            all was made, and on stdout the boxes. The files' names say what is asked for otherwise than by default. Values \
            are signed and as they are, so that they compare across classes and images, unless options say otherwise. That \
            the maps add up to the network's logits is checked for all classes of every image.
            """)

    @Argument(help: "An atlas, or a network: an .onnx file or its folder. With --maps the image.") var source: String

    @Argument(help: "Images: files, paths in the atlas's image folder, or the ends of such.") var images: [String] = []

    @Option(name: .customLong("class"), help: "A class to map instead of the likeliest; may be given several times.")
    var classTexts: [String] = []

    @Option(help: "How many of the likeliest classes. (default: 5)") var top: Int?

    @OptionGroup var head: HeadOption

    @OptionGroup var options: MapOptions

    @Option(help: ArgumentHelp("Where the files go.", valueName: "folder")) var output = "Output"

    @Flag(help: "Write each class's overlay alone too, in the image's own size.") var overlays = false

    @Option(
        help: ArgumentHelp(
            "Print the units too that contribute most to each class (csv and json: them, with the class's box), and draw what"
                + " each looks at.",
            valueName: "count"))
    var explain: Int?

    @OptionGroup var arrays: ArrayOptions

    @OptionGroup var modelOptions: ModelOptions

    @Option(help: "Of an atlas: where the network lies now, when not where it was.") var model: String?

    @Option(
        name: .customLong("images"), help: "Of an atlas: where the images lie now, when not where they were indexed.")
    var imageFolder: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard images.isEmpty == (arrays.maps != nil) else {
            throw ValidationError("Name an atlas or a network and images; with --maps and --weights one image alone.")
        }
        guard head.head == nil || arrays.maps == nil else {
            throw ValidationError("--head names a head of an atlas: leave it out with --maps.")
        }
        guard top ?? 1 > 0, explain ?? 1 > 0, threads > 0 else {
            throw ValidationError("--top, --explain and --threads have to be positive.")
        }
        guard top == nil || classTexts.isEmpty else {
            throw ValidationError(
                "--class says which classes, --top how many of the likeliest: leave out one of the two.")
        }
        let networks = [
            ("--preprocessing", modelOptions.preprocessing), ("--layer", modelOptions.layer), ("--model", model),
            ("--images", imageFolder), ("--dilate", modelOptions.dilate.map { "\($0)" }),
        ]
        if arrays.maps != nil, let other = networks.first(where: { $0.1 != nil }) {
            throw ValidationError("\(other.0) is for a network, and with --maps there is none: leave it out.")
        }
    }

    func run() throws {
        var request = options.request()
        (request.classes, request.top, request.threads) = (classTexts, top ?? request.top, threads)
        if let made = try arrays.read(classes: modelOptions.classes) { return try run(made, request) }
        let maps = try mapSource()
        let dilated = modelOptions.dilate.map { ["dilate-\($0)"] } ?? []
        var files = try files(
            maps.description, maps.marks + dilated, request, atlas: MapSource.isAtlas(source) ? source : nil)
        var tables = MapTables(request, units: explain)
        var laws: [Double] = []
        var failures = 0
        try ClassMapping.run(images, of: maps, request) { result in
            switch result {
            case .failure(let error):
                failures += 1
                note("\(error)")
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
            "of \(laws.count) image\(laws.count == 1 ? "" : "s")")
        if failures > 0 { throw ExitCode(2) }
    }

    private func run(_ made: ArrayMaps, _ request: MapRequest) throws {
        let image = try made.imageMaps(source, request)
        let shown = made.shown(request)
        var files = try files(made.description, [], shown, atlas: nil)
        for path in try files.write(image) { note(path) }
        var tables = MapTables(shown, units: explain)
        tables.add(image)
        try emit(tables.text(format, width: Terminal.width))
        if explain != nil, made.hasTenCrops {
            note("units are listed and not drawn: their maps are of ten crops, and of no one picture")
        }
        note(shown.text)
        let of = (made.hasTenCrops ? "of ten crops" : "of 1 image") + ", with the logits of the pooled arrays"
        try report(image.law.map { [$0.largestDifference] } ?? [], made.lawText, classes: made.classCount, of)
    }

    private func files(_ made: String, _ marks: [String], _ request: MapRequest, atlas: String?) throws -> MapFiles {
        var files = try MapFiles(output, source: made, marks: marks, request)
        files.writesOverlays = overlays
        files.explanation = try explain.map { try Explanation(count: $0, atlas: atlas, images: imageFolder) }
        return files
    }

    private func report(_ laws: [Double], _ law: String, classes: Int, _ of: String) throws {
        guard let worst = laws.max() else { return }
        guard worst <= CAMLaw.tolerance else {
            throw UnitAtlasError.request(
                "The maps do not add up to the logits: they differ by \(worst) of the largest.")
        }
        note(
            String(
                format: "CAM law, %@: holds for all %d classes %@, largest difference %.1e of the largest logit", law,
                classes, of, worst))
    }

    private func mapSource() throws -> MapSource {
        if MapSource.isAtlas(source) {
            for (name, value) in [
                ("--preprocessing", modelOptions.preprocessing), ("--classes", modelOptions.classes),
                ("--layer", modelOptions.layer),
            ] where value != nil {
                throw ValidationError("\(name) is for a network alone: the atlas \(source) has its own.")
            }
            return try MapSource(
                atlas: source, model: model, images: imageFolder, dilation: modelOptions.dilate, head: head.head)
        }
        guard head.head == nil else {
            throw UnitAtlasError.request("--head names a head of an atlas, and \(source) is a network.")
        }
        return try MapSource(model: try modelOptions.model(source))
    }
}
