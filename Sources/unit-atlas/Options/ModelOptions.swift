import ArgumentParser
import UnitAtlas

/// Options of the commands that read a network.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Preprocessing: torchvision, tensorflow, caffe, or a configuration file.",
            discussion: "By default, preprocessor_config.json or timm's config.json next to the model.",
            valueName: "preset|file"))
    var preprocessing: String?

    @Option(help: ArgumentHelp("Class names; by default the list next to the model.", valueName: "file"))
    var classes: String?

    @Option(
        help: ArgumentHelp(
            "Layer whose channels are the units; by default the one that the head pools.", valueName: "name"))
    var layer: String?

    @Option(
        help: ArgumentHelp(
            "Replace the last one or two strides before the layer by dilation, which doubles or quadruples map resolution.",
            discussion: "Weights are unchanged; the network runs slower.", valueName: "1|2"))
    var dilate: Int?

    func validate() throws {
        guard (0...2).contains(dilate ?? 0) else { throw ValidationError("--dilate must be 1 or 2.") }
    }

    var preprocessingChoice: PreprocessingChoice? { preprocessing.map(Self.choice) }

    /// The preprocessing that `text` names: a file if it contains a slash or a dot, else a preset.
    static func choice(_ text: String) -> PreprocessingChoice {
        text.contains("/") || text.contains(".") ? .file(text) : .preset(text)
    }

    func model(_ path: String, needsUnits: Bool = true) throws -> ClassifierModel {
        try ClassifierModel(
            path: path, layer: layer, preprocessing: preprocessingChoice, classes: classes, dilation: dilate ?? 0,
            needsUnits: needsUnits)
    }
}
