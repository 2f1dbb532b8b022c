import Analyses
import ArgumentParser
import UnitAtlas

struct DiscoverConceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concept",
        abstract: "Learn a concept from images that have it and images that have not, and show where it is.",
        discussion: """
            A linear SVM on the pooled activations of the atlas; hard negatives are mined until none enters, and the cost is \
            chosen by cross-validation. A part of the images is kept from all of that: the average precision, the maps' mass \
            inside the concept's mask, and the sheet are about those. The head is stored under the concept's name, and \
            every command takes it by --head.

            JSON keys: concept, positives, negatives, cost, validated_average_precision, average_precision, \
            average_precision_interval, chance, test_images, test_positives, training_average_precision, mining \
            (negatives, hard, entered of each round), inside_mask, inside_mask_interval, mask_area, masked_images, units \
            (unit, weight, mean_contribution), sheet.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Option(help: "What the concept and its head are called in the atlas.") var name: String

    @OptionGroup var selection: ConceptSelectionOptions

    @OptionGroup var objects: ObjectOptions

    @Option(help: ArgumentHelp("The object of the masks or boxes, by default the concept's name.", valueName: "name"))
    var object: String?

    @OptionGroup var training: ConceptTrainingOptions

    @OptionGroup var places: NetworkPlaces

    @Option(help: ArgumentHelp("Where the sheet goes.", valueName: "folder")) var output = "Output"

    @Option(help: "table or json.") var format = ObjectFormat.table

    func validate() throws {
        guard object == nil || objects.source != nil else {
            throw ValidationError("--object names an object of --masks or --boxes.")
        }
    }

    func run() throws {
        try noteUnfinished(atlas)
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = ConceptRequest(atlas: atlas, name: name, positives: selection.selectedPositives)
        request.negatives = selection.selectedNegatives
        (request.recipe, request.replaces) = (training.recipe, training.replace)
        (request.objects, request.object) = (objects.source, object)
        (request.model, request.images, request.threads) = (places.model, places.images, places.threads)
        request.output = output
        let report = try ConceptDiscovery.run(request) { progress.show($0) }
        progress.finish()
        for reason in report.unreadable { note("cannot be read: \(reason)") }
        try emit(format == .json ? report.json : report.text)
        if !report.unreadable.isEmpty { throw ExitCode(2) }
    }
}
