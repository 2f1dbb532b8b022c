import Annotations
import Foundation
import ImageCollections
public import Images
package import Inference
package import Units

/// How pixels become a network's input, as a user names it.
public enum PreprocessingChoice: Sendable, Equatable {
    /// `torchvision`, `tensorflow` or `caffe`.
    case preset(String)
    /// A Hugging Face `preprocessor_config.json` or a timm `config.json`.
    case file(String)
    /// As an atlas stores it.
    case stored(Preprocessing)
}

/// A network with all that is needed to look into it: how to feed it, its units, its head, its classes' names.
package struct ClassifierModel: Sendable {
    package let path: String
    package let network: Network
    package let classifier: Classifier
    /// Where none was found, one of the size of the network's input.
    package let preprocessing: Preprocessing
    /// Where the preprocessing was found: a file, a preset, or an atlas. nil where it was not, which only a reader
    /// without need of units gets.
    package let preprocessingSource: String?
    /// The native head's classes by index; empty without a head.
    package let classes: [ClassRecord]
    /// Where their names were found; nil where they go by their indices.
    package let classesSource: String?
    /// Extents of the network's input.
    package let channels: Int
    package let inputHeight: Int
    package let inputWidth: Int

    /// Reads the network at `path` and finds its units and head.
    ///
    /// - Parameters:
    ///   - dilation: How many of the backbone's last strides become dilations.
    ///   - needsUnits: Without it, a network without a native head is read as well: `classifier` then tells of its last
    ///     convolution, and why there is no head. And one of which nobody says how pixels become its input.
    /// - Throws: `UnitAtlasError`, `GraphError`, `InferenceError` or `PreprocessingError`, one sentence each.
    package init(
        path: String, layer: String? = nil, preprocessing choice: PreprocessingChoice? = nil,
        classes list: String? = nil, dilation: Int = 0, needsUnits: Bool = true
    ) throws {
        let folder = try ModelFolder(path: path)
        self.path = folder.model
        network = try Network(path: folder.model)
        let input = try network.imageInput()
        let fixed: (height: Int, width: Int)?
        if let height = input.height, let width = input.width { fixed = (height, width) } else { fixed = nil }
        if !needsUnits, choice == nil, folder.preprocessing == nil {
            preprocessing = try Self.preprocessing(.preset("torchvision"), folder, fixed).0
            preprocessingSource = nil
        } else {
            (preprocessing, preprocessingSource) = try Self.preprocessing(choice, folder, fixed)
        }
        channels = input.channels ?? 3
        guard channels == 3 else {
            throw UnitAtlasError.model(path: folder.model, .channels(channels))
        }
        inputHeight = preprocessing.inputHeight
        inputWidth = preprocessing.inputWidth
        var layer = layer
        if !needsUnits, layer == nil {
            layer = try Self.lastConvolution(network, channels, inputHeight, inputWidth)
        }
        classifier = try network.classifier(
            channels: channels, height: inputHeight, width: inputWidth, layer: layer, dilation: dilation)
        (classes, classesSource) = try Self.classes(list ?? folder.classes, count: classifier.head?.classCount)
    }

    /// The layer to tell of in a network without a native head; nil where there is one, or no convolution.
    private static func lastConvolution(
        _ network: Network, _ channels: Int, _ height: Int, _ width: Int
    ) throws -> String? {
        do {
            _ = try network.classifier(channels: channels, height: height, width: width)
            return nil
        } catch .noClassifier {
            return try network.lastConvolution(channels: channels, height: height, width: width)
        }
    }

    private static func preprocessing(
        _ choice: PreprocessingChoice?, _ folder: ModelFolder, _ input: (height: Int, width: Int)?
    ) throws -> (Preprocessing, String) {
        switch choice {
        case .stored(let preprocessing): return (preprocessing, "the atlas")
        case .preset(let name):
            let size = input ?? (224, 224)
            guard let preset = Preprocessing.preset(name, height: size.height, width: size.width) else {
                throw UnitAtlasError.unknownPreset(name)
            }
            return (preset, "the preset \(name)")
        case .file(let path): return (try read(path, input), path)
        case nil:
            guard let path = folder.preprocessing else {
                throw UnitAtlasError.model(path: folder.model, .noPreprocessing)
            }
            return (try read(path, input), path)
        }
    }

    private static func read(_ path: String, _ input: (height: Int, width: Int)?) throws -> Preprocessing {
        try Preprocessing(configuration: try TextFile.data(path), name: path, networkInput: input)
    }

    private static func classes(_ list: String?, count: Int?) throws -> ([ClassRecord], String?) {
        guard let count else { return ([], nil) }
        guard let list else { return (ClassList.numbered(count), nil) }
        let classes = try ClassList.read(path: list)
        guard classes.count == count else {
            throw UnitAtlasError.list(path: list, .classes(classes.map(\.name), expected: count))
        }
        return (classes, list)
    }
}
