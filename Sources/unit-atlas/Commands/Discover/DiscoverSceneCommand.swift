import Analyses
import ArgumentParser
import Reporting
import UnitAtlas

struct DiscoverSceneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scene",
        abstract: "Find the objects that scenes are told by, against those that are merely frequent.",
        discussion: """
            One head with a class for each scene is fitted and stored. On its held-out images, overlap is the share of an \
            object's pixels where the map of the image's own scene is at or above --threshold of its maximum, and lift that \
            share over the region's share of all pixels of the images that show the object. frequency is the share of the \
            scene's images that show it.

            JSON keys: scenes, objects, images, accuracy, precision_at_n (with --recipes: of the first n objects by lift, n \
            being the recipe's size, those of the recipe), precision_at_n_frequency, precision_at_n_random, scene_objects \
            (scene, rank, object, images, frequency, overlap, lift, in_recipe), sheet.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @OptionGroup var objects: ObjectOptions

    @Option(help: "What the head is called in the atlas.") var name = "scenes"

    @Option(
        help: ArgumentHelp(
            "Which scene an image is: a CSV with `image` and a class; folders; or the atlas's labels.",
            valueName: "file|folders|atlas"))
    var labels = "atlas"

    @Option(help: ArgumentHelp("What scenes are known to be made of: a CSV of class,object.", valueName: "file"))
    var recipes: String?

    @Option(help: "A scene's region is where its map is at or above this fraction of its maximum.")
    var threshold: Float = 0.2

    @Option(help: "Objects that fewer held-out images of a scene show come last.") var least = 3

    @Option(help: "C in ½‖w‖² + C · Σ loss.") var cost = 1.0

    @Option(help: "The share of each scene's images that is kept from the fit.") var testShare = 0.5

    @Option(help: "Of the split into training and held-out images.") var seed: UInt64 = 1

    @Flag(help: "Replace a head of the same name.") var replace = false

    @Option(help: "Objects listed of each scene.") var limit = 6

    @OptionGroup var places: NetworkPlaces

    @Option(help: ArgumentHelp("Where the sheet goes.", valueName: "folder")) var output = "Output"

    @Option(help: "table, csv, json or markdown; json is one object.") var format = ResultTable.Format.table

    func validate() throws {
        guard objects.source != nil else { throw ValidationError("Give --masks or --boxes.") }
        guard threshold > 0, threshold < 1 else { throw ValidationError("--threshold is between 0 and 1.") }
        guard least > 0, limit > 0 else { throw ValidationError("--least and --limit are positive.") }
        guard cost > 0, cost.isFinite else { throw ValidationError("--cost has to be positive.") }
        guard testShare >= 0.1, testShare <= 0.9 else { throw ValidationError("--test-share is 0.1 to 0.9.") }
    }

    func run() throws {
        try noteUnfinished(atlas)
        guard let source = objects.source else { return }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = SceneRequest(atlas: atlas, objects: source)
        (request.name, request.labels, request.recipes) = (name, HeadLabels.Source(labels), recipes)
        request.recipe = HeadRecipe(loss: .svm, cost: cost, testShare: testShare, seed: seed)
        (request.threshold, request.least, request.replaces) = (threshold, least, replace)
        (request.model, request.images, request.threads) = (places.model, places.images, places.threads)
        request.output = output
        let report = try SceneDiscovery.run(request) { progress.show($0) }
        progress.finish()
        for remark in report.remarks { note(remark) }
        try emit(
            format == .json ? report.json(limit: limit) : report.table(limit: limit).text(format, width: Terminal.width)
        )
        if !report.unreadable.isEmpty { throw ExitCode(2) }
    }
}
