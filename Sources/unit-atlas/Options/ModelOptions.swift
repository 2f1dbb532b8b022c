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

    var preprocessingChoice: PreprocessingChoice? {
        preprocessing.map { text in
            text.contains("/") || text.contains(".") ? .file(text) : .preset(text)
        }
    }

    func model(_ path: String) throws -> ClassifierModel {
        try ClassifierModel(path: path, layer: layer, preprocessing: preprocessingChoice, classes: classes)
    }
}
