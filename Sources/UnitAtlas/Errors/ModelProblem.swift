extension UnitAtlasError {
    /// What is wrong with a network's file or folder.
    public enum ModelProblem: Equatable, Sendable {
        case notFound
        /// The network that the atlas was built with has moved.
        case moved(atlas: String)
        /// The folder contains no ONNX file.
        case noModel
        /// The folder contains several ONNX files, but none named `model.onnx`.
        case severalModels([String])
        /// The network takes images with a number of channels other than 3.
        case channels(Int)
        /// The folder contains no preprocessing configuration.
        case noPreprocessing
        /// It is not the network that the atlas was built with.
        case mismatch(atlas: String)
        /// The indexed layer is not the one that the head is attached to.
        case noHead(layer: String, reason: String?)
        /// `layer` has no native head, so labels do not apply to it.
        case labelsWithoutHead(layer: String)

        var phrase: String {
            switch self {
            case .notFound: "no such file or folder; expected an .onnx file or the folder that contains it"
            case .moved(let atlas): "no such file or folder; the network of \(atlas) was here when it was built"
            case .noModel: "the folder contains no .onnx file"
            case .severalModels(let names):
                "the folder contains \(names.count) models (\(names.prefix(6).joined(separator: ", "))); name one of them"
            case .channels(let count): "the network expects \(count) channels, but only RGB input is supported"
            case .noPreprocessing:
                "the preprocessing is unknown, because the folder contains neither preprocessor_config.json nor config.json"
            case .mismatch(let atlas): "this is not the network that \(atlas) was built with"
            case .noHead(let layer, let reason):
                "there are no class activation maps, because layer “\(layer)” has no head"
                    + (reason.map { " (\($0))" } ?? "")
            case .labelsWithoutHead(let layer):
                "labels cannot be used, because the network's head is not attached to layer “\(layer)”"
            }
        }
    }

    /// What is wrong with an image.
    public enum ImageProblem: Equatable, Sendable {
        /// The image cannot be decoded; `reason` is the message of the codec.
        case unreadable(reason: String)
        /// Inference failed on the image; `reason` is the message.
        case inference(reason: String)
        /// It is neither a file nor an image in the atlas.
        case notFound(atlas: String)
        /// The name matches several images in the atlas.
        case ambiguous([String])
        /// It was skipped when the atlas was built; `reason` says why.
        case skipped(atlas: String, reason: String)
        /// Its content differs from when the atlas was built.
        case changed(atlas: String)

        var phrase: String {
            switch self {
            case .unreadable(let reason): reason
            case .inference(let reason): "inference failed on this image: \(reason)"
            case .notFound(let atlas): "there is no such file, and no such image in \(atlas)"
            case .ambiguous(let candidates):
                "matches \(candidates.count) images (\(candidates.prefix(3).joined(separator: ", "))"
                    + "\(candidates.count > 3 ? ", ..." : "")); use a longer path"
            case .skipped(let atlas, let reason):
                "this image was skipped when \(atlas) was built, so its activations are unknown (\(reason))"
            case .changed(let atlas): "the image has changed since \(atlas) was built"
            }
        }
    }

    /// What is wrong with a file or folder to be written.
    public enum OutputProblem: Equatable, Sendable {
        case notWritable
        case notRemovable
        /// The folder cannot be created.
        case notCreatable
        /// The file exists already, and an import does not replace it.
        case exists

        var phrase: String {
            switch self {
            case .notWritable: "cannot be written; check the folder, its permissions and the free space"
            case .notRemovable: "cannot be removed; check its permissions"
            case .notCreatable: "the folder cannot be created; check its permissions"
            case .exists: "the file already exists; an import creates a new atlas"
            }
        }
    }
}
