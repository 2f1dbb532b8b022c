import Annotations
import ArgumentParser
import UnitAtlas
import Units

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

    @Flag(help: "Show the units that argue most strongly against the class.") var negative = false

    @Option(
        help: ArgumentHelp(
            "Show the units that argue for the class rather than for this one, by the difference of weights.",
            valueName: "class"))
    var versus: String?

    @Flag(help: "Show the units' best images among the class's own; the network runs again on those.")
    var fromClass = false

    @Option(help: "Where the network lies now, when not where it was; for --from-class.") var model: String?

    @OptionGroup var head: HeadOption

    @OptionGroup var options: DrawingOptions

    func validate() throws {
        guard all != !classTexts.isEmpty else {
            throw ValidationError("Name classes, or give --all.")
        }
        guard (1...200).contains(rows) else { throw ValidationError("--rows is 1 to 200.") }
        guard !negative || versus == nil else { throw ValidationError("Give --negative or --versus, not both.") }
    }

    func run() throws {
        try noteUnfinished(atlas)
        let resolver = ClassResolver(try AtlasDrawing.classes(atlas: atlas, head: head.head))
        var sheet = try options.sheetOptions()
        sheet.rows = rows
        sheet.isFromClass = fromClass
        if negative { sheet.order = .against }
        if let versus { sheet.order = .versus(try resolver.resolve(versus)) }
        let drawing = try AtlasDrawing(
            atlas: atlas, images: options.images, model: model, head: head.head, options: sheet)
        var classes = all ? drawing.classes : []
        for text in classTexts {
            let record = try resolver.resolve(text)
            if !classes.contains(where: { $0.id == record.id }) { classes.append(record) }
        }
        if case .versus(let other) = sheet.order, classes.contains(where: { $0.id == other.id }) {
            guard all else {
                throw UnitAtlasError.request("--versus names the class itself, \(other.name): give another one.")
            }
            classes.removeAll { $0.id == other.id }
        }
        let (drawable, remark) = try drawing.drawable(classes, skips: all)
        try options.draw(drawable.map { .classSheet($0) }, drawing)
        guard let remark else { return }
        note(remark)
        throw ExitCode(2)
    }
}
