import ArgumentParser
import Units
import UnitAtlas

struct UnitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unit",
        abstract: "Draw a contact sheet of a unit: the classes it argues for and against, and its top images.")

    @Argument(help: Help.atlas) var atlas: String

    @Argument(help: Help.units) var units: [String] = []

    @Flag(help: "Draw a sheet for every unit.") var all = false

    @OptionGroup var head: HeadOption

    @OptionGroup var options: DrawingOptions

    func validate() throws {
        guard all != !units.isEmpty else {
            throw ValidationError(
                units.isEmpty ? "Name at least one unit, or use --all." : "Name units or use --all, not both.")
        }
    }

    func run() throws {
        let drawing = try AtlasDrawing(
            try open(atlas: atlas), images: options.images, head: head.head, options: try options.sheetOptions())
        let chosen =
            all
            ? (0..<drawing.unitCount).map { UnitID($0) } : try UnitSelection.parse(units, count: drawing.unitCount)
        try options.draw(chosen.map { .unit($0) }, drawing)
    }
}
