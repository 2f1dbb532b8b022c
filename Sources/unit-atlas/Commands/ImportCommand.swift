import ArgumentParser
import Reporting
import UnitAtlas
import Units

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Make an atlas from activations computed elsewhere, given as NumPy arrays.",
        discussion: """
            N images, U units, K classes. All commands work on the result, except those that run the network again. \
            Tools/export_activations.py writes these files from PyTorch.
            """)

    @Argument(help: "Path of the new atlas.") var atlas: String

    @Option(help: "Activation maps: a .npy file [N, U, H, W].") var maps: String

    @Option(help: "Weights of the linear layer on the pooled maps: a .npy file [K, U].") var weights: String?

    @Option(help: "Bias of that layer: a .npy file [K]; by default 0.") var bias: String?

    @Option(help: "Class names, in any form that `index` reads.") var classes: String?

    @Option(help: "Labels: a .npy file [N] of class indices, or a CSV as for `index`.") var labels: String?

    @Option(help: "Image paths, one per line; by default images are numbered.") var paths: String?

    @Option(help: "Folder that the paths are relative to; without it, tiles show the maps.") var images: String?

    @Option(help: "Preprocessing that was used, as for `index`; by default the whole image, without a crop.")
    var preprocessing: String?

    @Option(help: "Name of the layer.") var layer = "imported"

    @Option(help: "How the head pools maps: average or maximum.") var pooling = Pooling.average

    @Option(help: "Number of top images to keep per unit.") var top = 16

    @OptionGroup var work: ThreadOptions

    func validate() throws {
        guard (1...1000).contains(top) else { throw ValidationError("--top must be between 1 and 1000.") }
        let ofTheHead = [
            ("--bias", bias != nil), ("--classes", classes != nil), ("--pooling maximum", pooling == .maximum),
        ]
        for (option, isGiven) in ofTheHead where isGiven && weights == nil {
            throw ValidationError("\(option) needs --weights.")
        }
        guard weights != nil || labels == nil else {
            throw ValidationError("--labels needs --weights; to train a head on labels, use `head train`.")
        }
        guard images == nil || paths != nil else { throw ValidationError("--images needs --paths.") }
    }

    func run() throws {
        var request = ImportRequest(maps: maps)
        (request.weights, request.bias, request.classes) = (weights, bias, classes)
        (request.labels, request.paths, request.images) = (labels, paths, images)
        request.preprocessing = preprocessing.map { ModelOptions.choice($0) }
        (request.layer, request.poolsMaximum, request.top) = (layer, pooling == .maximum, top)
        request.threads = work.threads
        let outcome = try Atlas.importActivations(request, into: atlas)
        note(
            "\(atlas): \(NumberFormat.count(outcome.images, "image")), \(NumberFormat.count(outcome.units, "unit"))")
        if outcome.labelled > 0 {
            note(
                "labelled: \(NumberFormat.grouped(outcome.labelled)), top-1 correct: \(NumberFormat.grouped(outcome.correct))"
                    + " (\(NumberFormat.percent(outcome.correct, of: outcome.labelled)))")
        }
        if outcome.absent > 0 {
            note(
                "\(NumberFormat.count(outcome.absent, "image")) \(outcome.absent == 1 ? "is" : "are") missing from"
                    + " \(images ?? ""); tiles show the activation maps instead")
        }
    }
}
