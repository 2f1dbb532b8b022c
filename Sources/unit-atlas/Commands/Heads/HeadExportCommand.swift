import ArgumentParser
import UnitAtlas

struct HeadExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a head: as JSON, as NumPy arrays, or as an ONNX network that ends in it.",
        discussion: """
            The ending of --output says which: .json is the whole head; .npy its weights [K, U], with the bias in a second \
            file; .onnx the atlas's network up to its layer, with pooling and this head on it. Without an ending it is a \
            folder that holds such a network with its class list and preprocessing, for 'unit-atlas index'.
            """)

    @Argument(help: "The atlas.") var atlas: String

    @OptionGroup var head: HeadOption

    @Option(help: ArgumentHelp("What to write.", valueName: "x.json|x.npy|x.onnx|folder")) var output: String

    @Option(help: "Where the network lies now, when not where it was.") var model: String?

    func run() throws {
        for path in try HeadFile.write(atlas: atlas, head: head.head, to: output, model: model) {
            try emit(path + "\n")
        }
    }
}
