import Analyses
import ArgumentParser
import Units
import UnitAtlas

struct UnitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit",
        abstract: "Draw a contact sheet of a unit: the classes it argues for and against, and its top images.",
        discussion: """
            With --by contribution --class C, the sheet shows the images of class C, by what the unit adds to the class's \
            logit. With --bins N, it shows images along the unit's whole range: a row for each of N parts with about the \
            same number of images, by mean activation. Both run the network again on the images shown.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Argument(help: Help.units) var units: [String] = []

    @Flag(help: "Draw a sheet for every unit.") var all = false

    @Option(help: "Order images by contribution to the class that --class names.") var by: UnitMeasure?

    @Option(
        name: .customLong("class"),
        help: "With --by contribution: class index, wnid, name, synonym, or a unique part of a name.")
    var classText: String?

    @Option(help: ArgumentHelp("Show images from N parts of the unit's range, not only the top ones.", valueName: "N"))
    var bins: Int?

    @Option(help: "Path to the model, if it moved since indexing; used by --by and --bins.") var model: String?

    @OptionGroup var head: HeadOption

    @OptionGroup var options: DrawingOptions

    func validate() throws {
        guard all != !units.isEmpty else {
            throw ValidationError(
                units.isEmpty ? "Name at least one unit, or use --all." : "Name units or use --all, not both.")
        }
        guard by == nil || by == .contribution else {
            throw ValidationError("--by must be contribution: weight and ablation do not order the images of a unit.")
        }
        guard (by == nil) == (classText == nil) else {
            throw ValidationError("--by contribution and --class need each other.")
        }
        guard by == nil || bins == nil else { throw ValidationError("Use --by or --bins, not both.") }
        guard (1...100).contains(bins ?? 1) else { throw ValidationError("--bins must be between 1 and 100.") }
        guard bins == nil || !options.distinct else {
            throw ValidationError("--bins shows images from all of each part; remove --distinct.")
        }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        var sheet = try options.sheetOptions()
        if let classText {
            sheet.unitImages = .contributing(to: try atlas.resolveClass(classText, head: head.head))
        }
        if let bins { sheet.unitImages = .bins(bins) }
        let drawing = try AtlasDrawing(
            atlas, images: options.images, model: model, head: head.head, options: sheet)
        let chosen =
            all
            ? (0..<drawing.unitCount).map { UnitID($0) } : try UnitSelection.parse(units, count: drawing.unitCount)
        try options.draw(chosen.map { .unit($0) }, drawing)
    }
}
