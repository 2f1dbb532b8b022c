import ArgumentParser
import UnitAtlas

struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Describe a network: input, preprocessing, units, head, classes, operators, cost.")

    @Argument(help: "An .onnx file, or a folder with model.onnx, preprocessor_config.json and a class list.")
    var model: String

    @OptionGroup var options: ModelOptions

    @Option(help: Help.reportFormat) var format = ObjectFormat.table

    func run() throws {
        let inspection = try Inspection(try options.model(model, needsUnits: false))
        try emit(format == .json ? inspection.json : inspection.text)
        if !inspection.hasPreprocessing {
            note("the preprocessing is unknown; use --preprocessing with torchvision, tensorflow, caffe or a file")
        }
        if !inspection.hasHead {
            note("the layer has no head; `unit-atlas index --layer NAME` indexes it, or any other convolution")
        }
    }
}
