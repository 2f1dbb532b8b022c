import ArgumentParser
import Reporting
import Units
import UnitAtlas

struct HeadImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Store a head that was made elsewhere: JSON as 'export' writes it, or .npy weights.",
        discussion: """
            Its images are labelled by --labels, else as its JSON says, else as the atlas labels them, as far as the head \
            has a class of the same wnid or name. Images that it is not known to be fitted to test it.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @Argument(help: ArgumentHelp("The head.", valueName: "head.json|weights.npy")) var file: String

    @Option(help: "What the head is called in the atlas.") var name: String

    @Option(help: "With .npy: the bias [K], zero without it.") var bias: String?

    @Option(help: "With .npy: the classes' names.") var classes: String?

    @Option(help: "How each map becomes a number, average or maximum. (default: as the JSON says, else average)")
    var pooling: Pooling?

    @Option(
        help: ArgumentHelp(
            "Labels of images among the head's classes: a CSV as for index; or folders, or atlas.",
            valueName: "file|folders|atlas"))
    var labels: String?

    @Flag(help: "Replace a head of the same name.") var replace = false

    func run() throws {
        var request = HeadImportRequest(atlas: atlas, file: file, name: name)
        (request.bias, request.classes, request.pooling) = (bias, classes, pooling)
        (request.labels, request.replaces) = (labels.map { HeadLabels.Source($0) }, replace)
        let outcome = try HeadImport.run(request)
        note("\(atlas): head “\(name)” stored, \(CountText.text(outcome.classes, "class"))")
        if let text = outcome.labelText { note(text) }
        for remark in outcome.remarks { note(remark) }
    }
}
