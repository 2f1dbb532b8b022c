import ArgumentParser
import UnitAtlas

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make an atlas of activations that something else computed, from NumPy arrays.",
        discussion: """
            N images, U units, K classes. Everything that reads an atlas works on it but for what runs the network again. \
            Tools/export_activations.py writes these files from PyTorch.
            """)

    @Argument(help: "The atlas to make.") var atlas: String

    @Option(help: "Activation maps, a .npy file [N, U, H, W].") var maps: String

    @Option(help: "The linear layer on the pooled maps, a .npy file [K, U].") var weights: String?

    @Option(help: "Its bias, a .npy file [K]; zero without it.") var bias: String?

    @Option(help: "The classes' names, in any form that index takes.") var classes: String?

    @Option(help: "Labels: a .npy file [N] of class indices, or a CSV as for index.") var labels: String?

    @Option(help: "The images' paths, one a line; without it they go by their numbers.") var paths: String?

    @Option(help: "The folder that the paths are relative to; without it tiles show the maps.") var images: String?

    @Option(help: "How images became the network's input, as for index; without it whole, without a crop.")
    var preprocessing: String?

    @Option(help: "What the layer is called.") var layer = "imported"

    @Flag(help: "The head takes each map's maximum, not its mean.") var maximum = false

    @Option(help: "Images kept for each unit.") var top = 16

    func validate() throws {
        guard (1...1000).contains(top) else { throw ValidationError("--top is 1 to 1000.") }
        let ofTheHead = [("--bias", bias != nil), ("--classes", classes != nil), ("--maximum", maximum)]
        for (option, isGiven) in ofTheHead where isGiven && weights == nil {
            throw ValidationError("\(option) belongs to --weights.")
        }
        guard weights != nil || labels == nil else {
            throw ValidationError("--labels name classes of --weights; to train a head give them to head train.")
        }
        guard images == nil || paths != nil else { throw ValidationError("--images needs --paths.") }
    }

    func run() throws {
        var request = ImportRequest(atlas: atlas, maps: maps)
        (request.weights, request.bias, request.classes) = (weights, bias, classes)
        (request.labels, request.paths, request.images) = (labels, paths, images)
        request.preprocessing = preprocessing.map { ModelOptions.choice($0) }
        (request.layer, request.poolsMaximum, request.top) = (layer, maximum, top)
        let outcome = try Importer.run(request)
        note("\(atlas): \(outcome.images) images, \(outcome.units) units")
        if outcome.labelled > 0 { note("labelled: \(outcome.labelled), right: \(outcome.correct)") }
        if outcome.absent > 0 {
            note("\(outcome.absent) images are not in \(images ?? ""); their tiles show the maps")
        }
    }
}
