import Analyses
import ArgumentParser
import Foundation
import UnitAtlas
import Units

struct CAMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cam",
        abstract: "Map classes back onto images: where the evidence for each class lies.",
        discussion: """
            For each image: a sheet with the maps of its five likeliest classes (or of those named) and their boxes, the \
            maps as .npy at mapping resolution and enlarged, and on stdout the boxes. Values are signed and as they are, \
            so that they compare across classes and images, unless options say otherwise. That the maps add up to the \
            network's logits is checked for all classes of every image.
            """)

    @Argument(help: "An atlas, or a network: an .onnx file or its folder. With --maps nothing.") var source: String

    @Argument(help: "Images: files, or paths in the atlas's image folder.") var images: [String] = []

    @Option(name: .customLong("class"), help: "A class to map instead of the likeliest; may be given several times.")
    var classTexts: [String] = []

    @Option(help: "How many of the likeliest classes.") var top = 5

    @OptionGroup var head: HeadOption

    @OptionGroup var options: MapOptions

    @Option(help: ArgumentHelp("Where the files go.", valueName: "folder")) var output = "Output"

    @Flag(help: "Write each class's overlay alone too, in the image's own size.") var overlays = false

    @Option(
        help: ArgumentHelp(
            "Print instead of the boxes the units that contribute most to each class, and draw what each looks at.",
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
        guard top > 0, explain ?? 1 > 0, threads > 0 else {
            throw ValidationError("--top, --explain and --threads have to be positive.")
        }
    }

    func run() throws {
        var request = try options.request()
        (request.classes, request.top, request.threads) = (classTexts, top, threads)
        if let made = try arrays.read(classes: modelOptions.classes) {
            let image = try made.imageMaps(source, request)
            var files = try MapFiles(output, source: made.description, made.shown(request))
            for path in try files.write(image) { note(path) }
            return try show(explain.map { image.unitRows($0) } ?? image.boxRows(request))
        }
        let maps = try mapSource()
        var files = try MapFiles(output, source: maps.description, head: maps.trainedHead, request)
        files.writesOverlays = overlays
        files.explanation = try explain.map {
            try Explanation(count: $0, atlas: MapSource.isAtlas(source) ? source : nil, images: imageFolder)
        }
        var rows: [[ResultTable.Cell]] = []
        var laws: [Double] = []
        var failures = 0
        try ClassMapping.run(images, of: maps, request) { result in
            switch result {
            case .failure(let error):
                failures += 1
                note("\(error)")
            case .success(let image):
                for path in try files.write(image) { note(path) }
                rows += explain.map { image.unitRows($0) } ?? image.boxRows(request)
                if let law = image.law { laws.append(law.largestDifference) }
            }
        }
        if !rows.isEmpty { try show(rows) }
        try report(laws, maps)
        if failures > 0 { throw ExitCode(laws.isEmpty ? 1 : 2) }
    }

    private func show(_ rows: [[ResultTable.Cell]]) throws {
        let columns = explain == nil ? ImageMaps.boxColumns : ImageMaps.unitColumns
        try emit(ResultTable(columns: columns, rows: rows).text(format, width: Terminal.width))
    }

    private func report(_ laws: [Double], _ maps: MapSource) throws {
        guard let worst = laws.max() else { return }
        let text = String(
            format: "CAM law, %@: holds for all %d classes of %d image%@, largest difference %.1e of the largest logit",
            CAMLaw.text(maps.head), maps.head.classCount, laws.count, laws.count == 1 ? "" : "s", worst)
        guard worst <= CAMLaw.tolerance else {
            throw UnitAtlasError.request(
                "The maps do not add up to the logits: they differ by \(worst) of the largest.")
        }
        note(text)
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
