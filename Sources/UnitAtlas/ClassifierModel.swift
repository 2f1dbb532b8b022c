import Annotations
import Foundation
import ImageCollections
public import Images
package import Inference
package import Units

/// The preprocessing as a user names it.
public enum PreprocessingChoice: Sendable, Equatable {
    /// `torchvision`, `tensorflow` or `caffe`.
    case preset(String)
    /// A Hugging Face `preprocessor_config.json` or a timm `config.json`.
    case file(String)
    /// The preprocessing stored in an atlas.
    case stored(Preprocessing)
}

/// A network with its preprocessing, units, head and class names.
package struct ClassifierModel: Sendable {
    package let path: String
    package let network: Network
    package let classifier: Classifier
    /// The preprocessing; if none was found, one of the size of the network's input.
    package let preprocessing: Preprocessing
    /// The source of the preprocessing: a file, a preset, or an atlas; nil if none was found, which is possible only
    /// with `needsUnits: false`.
    package let preprocessingSource: String?
    /// The native head's classes by index; empty without a head.
    package let classes: [ClassRecord]
    /// The source of the class names; nil if classes are named by their indices.
    package let classesSource: String?
    /// The height of the network's input, in pixels.
    package let channels: Int
    package let inputHeight: Int
    package let inputWidth: Int

    /// Reads the network at `path` and finds its units and head.
    ///
    /// - Parameters:
    ///   - dilation: The number of the backbone's last strides to replace with dilations.
    ///   - needsUnits: If false, a network without a native head is accepted, and `classifier` describes its last
    ///     convolution and why there is no head; so is a network without known preprocessing.
    /// - Throws: `UnitAtlasError`, `GraphError`, `InferenceError` or `PreprocessingError`.
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

    /// The layer to describe in a network without a native head; nil if the network has a head or no convolution.
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
