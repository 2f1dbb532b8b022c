import Analyses
import ArgumentParser
import UnitAtlas

struct DiscoverConceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concept",
        abstract: "Learn a concept from images with and without it, and show where it is.",
        discussion: """
            Trains a linear SVM on the pooled activations in the atlas. Hard negatives are added until there are no more, and \
            the cost is chosen by cross-validation. The average precision, the share of the map inside the concept's mask, \
            and the sheet come from images that were held out from training. The head is stored under the name of the \
            concept; use it in other commands with --head NAME.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Option(help: "Name of the concept and of its head in the atlas.") var name: String

    @OptionGroup var selection: ConceptSelectionOptions

    @OptionGroup var objects: ObjectOptions

    @Option(help: ArgumentHelp("Object in the masks or boxes; by default the name of the concept.", valueName: "name"))
    var object: String?

    @OptionGroup var training: ConceptTrainingOptions

    @OptionGroup var places: NetworkOptions

    @Option(help: ArgumentHelp("Folder for the sheet.", valueName: "folder")) var output = "Output"

    @Option(help: Help.reportFormat) var format = ObjectFormat.table

    func validate() throws {
        guard object == nil || objects.source != nil else {
            throw ValidationError("--object needs --masks or --boxes.")
        }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = ConceptRequest(name: name, positives: selection.selectedPositives)
        request.negatives = selection.selectedNegatives
        (request.recipe, request.replaces) = (training.recipe, training.replace)
        (request.objects, request.object) = (objects.source, object)
        (request.model, request.images, request.threads) = (places.model, places.images, places.threads)
        request.output = output
        let report = try atlas.discoverConcept(request) { progress.show($0) }
        progress.finish()
        for remark in report.notes.remarks { note(remark) }
        for reason in report.unreadable { note("skipped: \(reason)") }
        try emit(format == .json ? report.json : report.text)
        if !report.unreadable.isEmpty || report.notes.skipped > 0 { throw ExitCode(2) }
    }
}
