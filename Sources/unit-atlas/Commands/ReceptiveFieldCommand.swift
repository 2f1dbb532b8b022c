import ArgumentParser
import Foundation
import Reporting
import Tensors
import UnitAtlas

struct ReceptiveFieldCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "receptive-field",
        abstract: "Estimate the receptive fields of units by occluding parts of their top images.",
        discussion: """
            A small patch of noise is moved over each of a unit's top images. The drops of the unit's peak activation, \
            centred on the peak cell's theoretical receptive field and averaged over the images, are the estimate. Results \
            are stored in the atlas; if interrupted, rerun the command and it resumes. Without --units and --class, all \
            units are estimated.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Option(help: Help.units) var units: [String] = []

    @Option(name: .customLong("class"), help: "Use the strongest units of this class.") var classText: String?

    @Option(help: "With --class: number of units. (default: 8)") var limit: Int?

    @Option(help: "Side of the occluding patch, in input pixels.") var patch = 11

    @Option(help: "Step between patch positions, in input pixels.") var stride = 3

    @Option(help: "Number of top images per unit.") var top = 9

    @Option(help: "Arithmetic: f32 or bf16; by default as in the atlas.") var precision: Precision?

    @Option(help: "Seed of the noise.") var seed: UInt64 = 1

    @Option(help: Help.threads) var threads = Help.cores

    @Option(help: Help.model) var model: String?

    @Option(help: Help.images) var images: String?

    @Option(help: ArgumentHelp("Folder for the picture.", valueName: "folder")) var output = "Output"

    @Option(help: Help.format) var format = ResultTable.Format.table

    @Flag(help: "Run the whole network on every occluded image, for comparison.") var plain = false

    @Flag(help: "Measure the speed-up over --plain and the largest difference; nothing is stored.")
    var benchmark = false

    func validate() throws {
        guard units.isEmpty || classText == nil else { throw ValidationError("Use --units or --class, not both.") }
        guard limit == nil || classText != nil else {
            throw ValidationError("--limit needs --class.")
        }
        try OptionChecks.positive([
            "--patch": patch, "--stride": stride, "--top": top, "--limit": limit, "--threads": threads,
        ])
    }

    func run() throws {
        let atlas = try Atlas(atlas)
        var request = FieldRequest()
        if !units.isEmpty { request.selection = .units(try UnitSelection.parse(units, count: atlas.units.count)) }
        if let classText {
            request.selection = .classUnits(try atlas.resolveClass(classText), top: limit ?? FieldRequest.defaultTop)
        }
        (request.model, request.folder) = (model, images)
        (request.patch, request.stride, request.images) = (patch, stride, top)
        (request.precision, request.seed, request.threads) = (precision, seed, threads)
        request.isPlain = plain
        if benchmark {
            try emit(
                try FieldBenchmark(atlas, request, images: 3, sample: 200).table.text(format, width: Terminal.width))
            return
        }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        let outcome = try atlas.estimateReceptiveFields(request) { progress.show($0) }
        progress.finish()
        if !outcome.inactive.isEmpty {
            note("no image activates unit \(outcome.inactive.map { "\($0)" }.joined(separator: ", "))")
        }
        let list = try atlas.receptiveFields(outcome)
        if let path = try list.draw(into: output, request.selection) { note(path) }
        try emit(list.table.text(format, width: Terminal.width))
    }
}
