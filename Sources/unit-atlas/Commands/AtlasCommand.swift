import Annotations
import ArgumentParser
import Reporting
import UnitAtlas
import Units

struct AtlasCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "atlas",
        abstract: "Draw a contact sheet of a class: its strongest units and their top images.")

    @Argument(help: Help.atlas) var atlas: String

    @Argument(
        help: ArgumentHelp(
            "Classes: index, wnid, name, synonym, or a unique part of a name.", valueName: "class"))
    var classTexts: [String] = []

    @Flag(help: "Draw a sheet for every class.") var all = false

    @OptionGroup var ranking: RankingOption

    @Option(help: "Number of units per class.") var rows = 10

    @Flag(help: "Show the units that argue against the class, strongest first.") var against = false

    @Option(
        help: ArgumentHelp(
            "Rank units by how much more they argue for the class than for this one (difference of weights, or of mean contributions with --by contribution).",
            valueName: "class"))
    var versus: String?

    @Flag(help: "Show only images of the class itself; the network runs again on them.")
    var fromClass = false

    @Option(help: "Path to the model, if it moved since indexing; used by --from-class.") var model: String?

    @OptionGroup var head: HeadOption

    @OptionGroup var options: DrawingOptions

    func validate() throws {
        guard all != !classTexts.isEmpty else {
            throw ValidationError(
                classTexts.isEmpty ? "Name at least one class, or use --all." : "Name classes or use --all, not both.")
        }
        guard (1...200).contains(rows) else { throw ValidationError("--rows must be between 1 and 200.") }
        guard !against || versus == nil else { throw ValidationError("Use --against or --versus, not both.") }
        guard versus == nil || ranking.by != .ablation else {
            throw ValidationError("--versus compares weights or contributions; remove --by ablation.")
        }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        let resolver = try atlas.classResolver(head.head)
        var sheet = try options.sheetOptions()
        sheet.rows = rows
        sheet.isFromClass = fromClass
        sheet.measure = ranking.by
        if against { sheet.order = .against }
        if let versus { sheet.order = .versus(try resolver.resolve(versus)) }
        let drawing = try AtlasDrawing(
            atlas, images: options.images, model: model, head: head.head, options: sheet)
        var classes = all ? drawing.classes : []
        for text in classTexts {
            let record = try resolver.resolve(text)
            if !classes.contains(where: { $0.id == record.id }) { classes.append(record) }
        }
        if case .versus(let other) = sheet.order, classes.contains(where: { $0.id == other.id }) {
            guard all else {
                throw CommandError("--versus must name another class; \(other.name) is the class itself.")
            }
            classes.removeAll { $0.id == other.id }
        }
        let divided = try drawing.divided(classes)
        if let first = divided.withoutImages.first, !all || divided.drawable.isEmpty {
            throw drawing.withoutImages(first)
        }
        try options.draw(divided.drawable.map { .classSheet($0) }, drawing) { noteEvidence($0) }
        guard let first = divided.withoutImages.first else { return }
        let count = divided.withoutImages.count
        let classesWithout = "\(NumberFormat.count(count, "class")) \(count == 1 ? "has" : "have")"
        let image = fromClass ? "labelled image" : "image"
        note("skipped: \(classesWithout) no \(image) (\(first.shortName)\(count == 1 ? "" : ", ..."))")
        throw ExitCode(2)
    }

    /// Says which sheets show little of the evidence, and what shows more.
    private func noteEvidence(_ low: [LowEvidence]) {
        for entry in low.prefix(Self.mostNotes) {
            let text = RankingOption.described(entry.evidence, against: against, by: ranking.by)
            note("\(entry.record.shortName): \(text)")
        }
        if low.count > Self.mostNotes {
            let others = NumberFormat.count(low.count - Self.mostNotes, "other sheet")
            note(
                "\(others) \(low.count == Self.mostNotes + 1 ? "shows" : "show") less than a tenth of the evidence, too"
            )
        }
    }

    private static let mostNotes = 5
}
