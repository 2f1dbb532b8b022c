import ArgumentParser
import UnitAtlas

struct AtlasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "atlas",
        abstract: "Draw the contact sheet of a class: its strongest units with their best images.")

    @Argument(help: "The atlas.") var atlas: String

    @Argument(
        help: ArgumentHelp(
            "Classes: index, wnid, name, synonym, or a part of a name that only one has.", valueName: "class"))
    var classTexts: [String] = []

    @Flag(help: "Draw a sheet of every class.") var all = false

    @Option(help: "Units of each class.") var rows = 10

    @OptionGroup var head: HeadOption

    @OptionGroup var options: DrawingOptions

    func validate() throws {
        guard all != !classTexts.isEmpty else {
            throw ValidationError("Name classes, or give --all.")
        }
        guard (1...200).contains(rows) else { throw ValidationError("--rows is 1 to 200.") }
    }

    func run() throws {
        try noteUnfinished(atlas)
        let drawing = try AtlasDrawing(atlas: atlas, images: options.images, head: head.head)
        let resolver = ClassResolver(drawing.classes)
        let classes = all ? drawing.classes : try classTexts.map { try resolver.resolve($0) }
        try options.draw(classes.map { .classSheet($0) }, drawing, rows: rows)
    }
}
