public import Analyses
import Reporting

extension UnitAtlasError {
    /// What an atlas does not contain.
    public enum AtlasProblem: Equatable, Sendable {
        /// What a network is needed for.
        public enum Purpose: Equatable, Sendable {
            case indexing
            case maps
            case export
        }

        /// A new atlas needs a network.
        case newWithoutModel
        /// A new atlas needs images.
        case newWithoutImages
        /// The atlas contains imported activations, so there is no network to run.
        case noNetwork(Purpose)
        /// None of its images is in `folder`; `indexed` is the folder they were indexed from.
        case imagesNotIn(folder: String, indexed: String?, count: Int)
        /// None of the required images can be read; `first` is the message for the first one.
        case imagesUnreadable(count: Int, folder: String, first: String)

        /// The indexed layer is not the one that the network's head is attached to.
        case noNativeHead
        case unknownHead(String, known: [String])
        /// The name is taken.
        case headExists(String)
        /// The numbers of rows and classes of the head differ, or its weights are missing.
        case incompleteHead(String)

        /// No image has a label.
        case noLabels(images: Int)
        /// No image is in a folder named after a class.
        case noFolderLabels(images: Int)
        /// No image has a label in the file `labels`.
        case noLabelsInFile(labels: String, images: Int)
        /// No image has a label among the classes of `head`; `part` is `train` or `test`, nil for all images.
        case noLabelledImages(head: String, part: String?, isImported: Bool)
        /// No image has the label `name`.
        case noImagesOfClass(name: String, part: String?)
        /// The atlas has no mean activations of the class `name`, which the measure needs.
        case unrankedClass(name: String, measure: UnitMeasure)

        /// No unit has an estimated receptive field.
        case noReceptiveFields
        /// A row of another table refers to an image that is missing.
        case missingImage(String)
        /// The weights of a class are missing.
        case missingWeights(className: String)
        /// The stored drops of an image under occlusion are incomplete.
        case incompleteDrops(unit: Int, image: String)

        func sentence(_ path: String) -> String {
            switch self {
            case .newWithoutModel: "\(path) is a new atlas and needs a network."
            case .newWithoutImages: "\(path) is a new atlas and needs images."
            case .noNetwork(.indexing):
                "\(path) contains imported activations and cannot be extended; import all activations into a new atlas."
            case .noNetwork(.maps):
                "\(path) contains imported activations, so there is no network to compute maps."
            case .noNetwork(.export):
                "\(path) contains imported activations but no network; export the head as .json or .npy."
            case .imagesNotIn(let folder, let indexed, let count):
                if let indexed, indexed != folder {
                    "None of the \(NumberFormat.count(count, "image")) of \(path), which were indexed from \(indexed), was found in \(folder);"
                        + " nothing was changed."
                } else {
                    "None of the \(NumberFormat.count(count, "image")) of \(path) was found in \(folder); nothing was changed."
                }
            case .imagesUnreadable(let count, let folder, let first):
                "None of the \(NumberFormat.count(count, "image")) needed can be read from \(folder): \(first.hasSuffix(".") ? String(first.dropLast()) : first)."
            case .noNativeHead:
                "\(path) has no native head, because the network's head is not attached to the indexed layer."
            case .unknownHead(let name, let known):
                "\(path) has no head “\(name)”; "
                    + (known.isEmpty
                        ? "it has no heads."
                        : "its \(known.count == 1 ? "only head is" : "heads are")"
                            + " \(known.map { "“\($0)”" }.joined(separator: ", ")).")
            case .headExists(let name): "\(path) already has a head “\(name)”."
            case .incompleteHead(let name): "\(path): the head “\(name)” is incomplete."
            case .noLabels(let images):
                "None of the \(NumberFormat.count(images, "image")) of \(path) has a label, because the atlas was built without labels."
            case .noFolderLabels(let images):
                "None of the \(NumberFormat.count(images, "image")) of \(path) is in a folder named after a class."
            case .noLabelsInFile(let labels, let images):
                "None of the \(NumberFormat.count(images, "image")) of \(path) has a label in \(labels); its column “image” must contain"
                    + " paths in the image folder, or file names."
            case .noLabelledImages(let head, let part, _):
                "No \(Self.images(part)) of \(path) has a label among the classes of head “\(head)”; ablation is measured on"
                    + " labelled images."
            case .noImagesOfClass(let name, let part): "No \(Self.images(part)) of \(path) has the label “\(name)”."
            case .unrankedClass(let name, let measure):
                "\(path) has no indexed image of class “\(name)”, so its units cannot be ranked by \(measure.rawValue)."
            case .noReceptiveFields: "\(path) contains no estimated receptive fields."
            case .missingImage(let image): "\(path): image \(image) is missing from the atlas; index the images again."
            case .missingWeights(let className): "\(path): the weights of class “\(className)” are missing."
            case .incompleteDrops(let unit, let image):
                "\(path): the stored activation drops of unit \(unit) on image \(image) are incomplete."
            }
        }

        private static func images(_ part: String?) -> String {
            part.map { "\($0) image" } ?? "image"
        }
    }
}
