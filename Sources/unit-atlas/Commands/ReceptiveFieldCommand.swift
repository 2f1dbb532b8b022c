import ArgumentParser
import Foundation
import Reporting
import Tensors
import UnitAtlas

struct ReceptiveFieldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receptive-field",
        abstract: "Estimate what units really look at, by covering parts of their best images with noise.",
        discussion: """
            A small patch of noise covers each place of a unit's best images in turn; the drops of the unit's peak, centred \
            on what its cell could see and averaged over the images, are the field. Fields are stored in the atlas; run \
            again, the command goes on where it was interrupted. Without --units and --class it estimates all units.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Option(help: "Units: 312, or 3,7, or a range 0-15.") var units: String?

    @Option(name: .customLong("class"), help: "The units that argue most strongly for a class.") var classText: String?

    @Option(help: "How many units of the class, 8 by default.") var top: Int?

    @Option(help: "Side of the patch, in pixels of the network's input.") var patch = 11

    @Option(help: "Pixels from a place of the patch to the next.") var stride = 3

    @Option(help: "Best images of each unit, as far as the atlas holds so many.") var images = 9

    @Option(help: "Arithmetic: f32 or bf16; by default the atlas's.") var precision: Precision?

    @Option(help: "What the noise is drawn from.") var seed: UInt64 = 1

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Where the network lies now, when not where it was.") var model: String?

    @Option(help: "Where the images lie now, when not where they were indexed.") var folder: String?

    @Option(help: ArgumentHelp("Where the picture goes.", valueName: "folder")) var output = "Output"

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    @Flag(help: "Run the whole network on every covered image, for comparison.") var plain = false

    @Flag(help: "Instead measure what is saved against --plain, and the largest difference; nothing is stored.")
    var benchmark = false

    func validate() throws {
        guard units == nil || classText == nil else { throw ValidationError("Give --units or --class, not both.") }
        guard top == nil || classText != nil else {
            throw ValidationError("--top counts units of a class: give --class, or name units with --units.")
        }
        guard patch > 0, stride > 0, images > 0, top ?? 1 > 0, threads > 0 else {
            throw ValidationError("--patch, --stride, --images, --top and --threads have to be positive.")
        }
    }

    func run() throws {
        var request = FieldRequest(atlas: atlas)
        if let units { request.selection = .units([units]) }
        if let classText { request.selection = .classUnits(classText, top: top ?? 8) }
        (request.model, request.folder) = (model, folder)
        (request.patch, request.stride, request.images) = (patch, stride, images)
        (request.precision, request.seed, request.threads) = (precision, seed, threads)
        request.isPlain = plain
        if benchmark {
            try emit(try FieldBenchmark.run(request, images: 3, sample: 200).table.text(format, width: Terminal.width))
            return
        }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        let outcome = try FieldEstimator.run(request) { progress.show($0) }
        progress.finish()
        if !outcome.silent.isEmpty {
            note("no image excites unit \(outcome.silent.map { "\($0)" }.joined(separator: ", "))")
        }
        let list = try FieldList(atlas: atlas, outcome)
        if let path = try list.draw(into: output, request.selection) { note(path) }
        try emit(list.table.text(format, width: Terminal.width))
    }
}
