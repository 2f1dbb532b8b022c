import ArgumentParser
import UnitAtlas

/// What every command that reads a network understands.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How pixels become the network's input: torchvision, tensorflow, caffe, or a file.",
            discussion: "By default what lies beside the model: preprocessor_config.json or timm's config.json.",
            valueName: "preset|file"))
    var preprocessing: String?

    @Option(help: ArgumentHelp("The classes' names, by default the list beside the model.", valueName: "file"))
    var classes: String?

    @Option(
        help: ArgumentHelp(
            "The layer whose channels are the units, by default the one that the head rests on.", valueName: "name"))
    var layer: String?

    @Option(
        help: ArgumentHelp(
            "Turn the last one or two strides before the layer into dilations: maps twice or four times as fine.",
            discussion: "Weights stay as they are; the network takes longer.", valueName: "1|2"))
    var dilate: Int?

    func validate() throws {
        guard (0...2).contains(dilate ?? 0) else { throw ValidationError("--dilate is 1 or 2.") }
    }

    var preprocessingChoice: PreprocessingChoice? { preprocessing.map(Self.choice) }

    /// What `--preprocessing` means: a file has a folder or an ending, a preset has neither.
    static func choice(_ text: String) -> PreprocessingChoice {
        text.contains("/") || text.contains(".") ? .file(text) : .preset(text)
    }

    func model(_ path: String, needsUnits: Bool = true) throws -> ClassifierModel {
        try ClassifierModel(
            path: path, layer: layer, preprocessing: preprocessingChoice, classes: classes, dilation: dilate ?? 0,
            needsUnits: needsUnits)
    }
}
