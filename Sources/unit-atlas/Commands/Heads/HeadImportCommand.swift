import ArgumentParser
import Units
import UnitAtlas

struct HeadImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Store a head that was made elsewhere: JSON as 'export' writes it, or .npy weights.")

    @Argument(help: "The atlas.") var atlas: String

    @Argument(help: ArgumentHelp("The head.", valueName: "head.json|weights.npy")) var file: String

    @Option(help: "What the head is called in the atlas.") var name: String

    @Option(help: "With .npy: the bias [K], zero without it.") var bias: String?

    @Option(help: "With .npy: the classes' names.") var classes: String?

    @Option(help: "With .npy: how each map becomes a number, average or maximum.") var pooling = Pooling.average

    @Flag(help: "Replace a head of the same name.") var replace = false

    func run() throws {
        try HeadFile.read(
            file, bias: bias, classes: classes, pooling: pooling, into: atlas, name: name, replacing: replace)
        note("\(atlas): head “\(name)” stored")
    }
}
