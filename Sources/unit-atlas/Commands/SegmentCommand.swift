import Analyses
import ArgumentParser
import Reporting
import UnitAtlas

struct SegmentCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "segment",
        abstract: "Segment a unit's best images: store masks of what it looks at, and write them as PNG files.",
        discussion: """
            Masks have the image's own size. The table `segmentation` keeps them with their area and box; `mask` holds \
            width and height, then run lengths in row order, the first outside, as base-128 numbers.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Argument(help: "Units: 312, or 3,7, or a range 0-15; none: all.") var units: [String] = []

    @OptionGroup var segmentation: SegmentationOptions

    @Option(help: "Best images of each unit.") var images = 16

    @Option(help: ArgumentHelp("Write the masks as PNG files there.", valueName: "folder")) var output: String?

    @Option(help: "table, csv, json or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard images > 0 else { throw ValidationError("--images is positive.") }
    }

    func run() throws {
        try noteUnfinished(atlas)
        let made = try UnitSegmentation(
            atlas: atlas, units: units, count: images, method: try segmentation.chosen())
        try made.store(in: atlas)
        let count = made.entries.count
        note("\(count) mask\(count == 1 ? "" : "s") stored, method \(made.method.name) \(made.method.configuration)")
        if let output { for path in try made.writePictures(into: output) { note(path) } }
        try emit(made.table.text(format, width: Terminal.width))
    }
}
