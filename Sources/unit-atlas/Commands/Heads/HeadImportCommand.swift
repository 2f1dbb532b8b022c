import ArgumentParser
import Reporting
import Units
import UnitAtlas

struct HeadImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Store a head fitted by another program: JSON as written by `head export`, or .npy weights.",
        discussion: """
            Labels come from --labels if given, otherwise from the JSON, otherwise from the atlas where the head has a class of \
            the same wnid or name. Images not known to be training images of the head are used to test it.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @Argument(help: ArgumentHelp("The head.", valueName: "head.json|weights.npy")) var file: String

    @Option(help: "Name of the head in the atlas.") var name: String

    @Option(help: "With .npy: bias [K]; by default 0.") var bias: String?

    @Option(help: "With .npy: class names.") var classes: String?

    @Option(help: "How maps are pooled: average or maximum. (default: as in the JSON, otherwise average)")
    var pooling: Pooling?

    @Option(
        help: ArgumentHelp(
            "Labels of images among the classes of the head: a CSV as for `index`, folders, or atlas.",
            valueName: "file|folders|atlas"))
    var labels: String?

    @Flag(help: Help.replace) var replace = false

    func run() throws {
        var request = HeadImportRequest(file: file, name: name)
        (request.bias, request.classes, request.pooling) = (bias, classes, pooling)
        (request.labels, request.replaces) = (labels.map { HeadLabels.Source($0) }, replace)
        let outcome = try Atlas(atlas).importHead(request)
        note("\(atlas): head “\(name)” stored, \(NumberFormat.count(outcome.classes, "class"))")
        if let text = outcome.labelText { note(text) }
        for remark in outcome.remarks { note(remark) }
    }
}
