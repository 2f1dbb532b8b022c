import Analyses
import ArgumentParser
import Reporting
import UnitAtlas

struct DiscoverSceneCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scene",
        abstract: "Find the objects that identify a scene, as opposed to those that are merely frequent.",
        discussion: """
            Trains and stores a head with one class per scene. The region of a scene is where its map reaches --threshold \
            of the map's maximum. On the held-out images of the scene, frequency is the share of images that show the \
            object, overlap is the share of the object's pixels inside the region, and lift is the overlap divided by the \
            region's share of all pixels of the images that show the object.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @OptionGroup var objects: ObjectOptions

    @Option(help: "Name of the head in the atlas.") var name = "scenes"

    @Option(
        help: ArgumentHelp(
            "Scene of each image: a CSV with column `image` and a class column; folders; or atlas, for its labels.",
            valueName: "file|folders|atlas"))
    var labels = "atlas"

    @Option(
        help: ArgumentHelp(
            "Known objects of each scene, a CSV with columns class,object; adds precision.", valueName: "file"))
    var recipes: String?

    @Option(help: "Threshold of a scene's region, as a fraction of the map's maximum.")
    var threshold: Float = 0.2

    @Option(help: "Rank an object last if fewer held-out images of the scene than this show it.")
    var least = 3

    @Option(help: "C in ½‖w‖² + C · Σ loss.") var cost = 1.0

    @Option(help: "Share of each scene's images to hold out.") var testShare = 0.5

    @Option(help: "Seed of the split into training and held-out images.") var seed: UInt64 = 1

    @Flag(help: Help.replace) var replace = false

    @Option(help: "Number of objects to list per scene.") var limit = 6

    @OptionGroup var places: NetworkOptions

    @Option(help: ArgumentHelp("Folder for the sheet.", valueName: "folder")) var output = "Output"

    @Option(help: "Output format: table, csv, json (one object) or markdown.") var format = ResultTable.Format.table

    func validate() throws {
        guard objects.source != nil else { throw ValidationError("--masks or --boxes is required.") }
        guard threshold > 0, threshold < 1 else { throw ValidationError("--threshold must be between 0 and 1.") }
        try OptionChecks.positive(["--least": least, "--limit": limit])
        guard cost > 0, cost.isFinite else { throw ValidationError("--cost must be positive.") }
        guard testShare >= 0.1, testShare <= 0.9 else {
            throw ValidationError("--test-share must be between 0.1 and 0.9.")
        }
    }

    func run() throws {
        let atlas = try open(atlas: atlas)
        guard let source = objects.source else { return }
        let progress = ConsoleProgress()
        defer { progress.finish() }
        var request = SceneRequest(objects: source)
        (request.name, request.labels, request.recipes) = (name, HeadLabels.Source(labels), recipes)
        request.recipe = HeadRecipe(loss: .svm, cost: cost, testShare: testShare, seed: seed)
        (request.threshold, request.least, request.replaces) = (threshold, least, replace)
        (request.model, request.images, request.threads) = (places.model, places.images, places.threads)
        request.output = output
        let report = try atlas.discoverScenes(request) { progress.show($0) }
        progress.finish()
        for remark in report.remarks { note(remark) }
        try emit(
            format == .json ? report.json(limit: limit) : report.table(limit: limit).text(format, width: Terminal.width)
        )
        if !report.unreadable.isEmpty || report.notes.skipped > 0 { throw ExitCode(2) }
    }
}
