import ArgumentParser
import UnitAtlas

struct HeadExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a head as JSON, as NumPy arrays, or as an ONNX network.",
        discussion: """
            The extension of --output decides: .json writes the whole head; .npy writes the weights [K, U], with the bias in \
            a second file; .onnx writes the backbone of the atlas with pooling and this head. A path without an extension \
            is a folder for such a network with its class list and preprocessing, ready for `unit-atlas index`.
            """)

    @Argument(help: Help.atlas) var atlas: String

    @OptionGroup var head: HeadOption

    @Option(help: ArgumentHelp("File or folder to write.", valueName: "x.json|x.npy|x.onnx|folder")) var output: String

    @Option(help: Help.model) var model: String?

    func run() throws {
        for path in try Atlas(atlas).exportHead(head.head, to: output, model: model) {
            try emit(path + "\n")
        }
    }
}
