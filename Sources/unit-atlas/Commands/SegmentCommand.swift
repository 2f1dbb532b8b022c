import Analyses
import ArgumentParser
import Reporting
import UnitAtlas

struct SegmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment",
        abstract: "Segment the top images of units: store activation masks, and write them as PNG files.",
        discussion: """
            Masks have the size of the image and are stored in the table `segmentation` with their area and bounding box. \
            The column `mask` holds width and height, then run lengths in row-major order starting with a run outside the \
            mask, all as base-128 numbers.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Argument(help: "Units: 3 7 12, or 3,7,12, or a range such as 0-15; by default all.") var units: [String] = []

    @OptionGroup var segmentation: SegmentationOptions

    @Option(help: "Number of top images per unit.") var top = 16

    @Option(help: ArgumentHelp("Write the masks as PNG files to this folder.", valueName: "folder")) var output: String?

    @OptionGroup var work: ThreadOptions

    @Option(help: Help.format) var format = ResultTable.Format.table

    func validate() throws {
        guard top > 0 else { throw ValidationError("--top must be positive.") }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        let chosen = units.isEmpty ? nil : try UnitSelection.parse(units, count: atlas.units.count)
        let made = try atlas.segment(
            units: chosen, count: top, method: try segmentation.chosen(), threads: work.threads)
        try made.store()
        note(
            "\(NumberFormat.count(made.entries.count, "mask")) stored, method \(made.method.name) \(made.method.configuration)"
        )
        if let output { for path in try made.writePictures(into: output, threads: work.threads) { note(path) } }
        try emit(made.table.text(format, width: Terminal.width))
    }
}
