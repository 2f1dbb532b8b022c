import Reporting
public import Units

extension UnitAtlasError {
    /// Why a head cannot be trained, imported, exported or compared.
    public enum HeadProblem: Equatable, Sendable {
        /// An array that belongs to `.npy` weights.
        public enum Companion: String, Sendable {
            case bias
            case classes
        }

        case emptyName
        /// The name begins or ends with a space, or contains control characters.
        case invalidName(String)
        /// The name of the network's own head.
        case reservedName(String)

        /// `labels` contains numbers, but the loss is for classes.
        case lossForClasses(labels: String, loss: String)
        /// `labels` contains numbers, but groups merge classes.
        case groupsOfNumbers(labels: String)
        /// `labels` contains numbers, but classes are needed.
        case classesNeeded(labels: String)
        /// All labels of `labels` are the same class, after merging by `groups` if there are any.
        case oneClass(name: String, labels: String, groups: String?)
        /// `labels` has values for fewer than three images.
        case tooFewValues(labels: String, images: Int)

        /// A file that is neither `.npy` weights nor a head in JSON.
        case notAHead(path: String)
        /// A head in JSON has its own bias and classes.
        case redundant(Companion, path: String)
        case pooling(path: String, stated: Pooling, requested: Pooling)
        case unitCount(path: String, head: Int, atlas: Int)
        /// The classes or labels of a head in JSON contradict each other.
        case contents(path: String, HeadContentsProblem)
        /// The head predicts a number, but labels name classes.
        case labelsOfNumber(path: String)
        /// None of the atlas's labels is a class of the head; an example of each.
        case noCommonClass(atlasClass: String, headClass: String)

        /// The head predicts a number, but ablation is measured on classes.
        case numberNotAblated(name: String)
        /// No class has two labelled images, one to rank its units on and one to test the ranking on.
        case noHalves
        /// The head is not linear in pooled activations, and no ablation of it is stored.
        case noStoredAblation(name: String)
        /// The head averages after its linear layer.
        case notLinear(name: String)
        /// The extension of a path is not that of a format.
        case unknownFormat(path: String)
        /// Two heads to compare are the same.
        case sameHead(name: String)
        /// An ablation is to be stored that does not cover all images and classes.
        case partialAblation
        /// Some images of an ablation cannot be read.
        case incompleteAblation(unreadable: Int, first: String)

        var sentence: String {
            switch self {
            case .emptyName: "The name of a head must not be empty."
            case .invalidName:
                "The name of a head must not begin or end with a space, and must not contain control characters."
            case .reservedName(let name): "“\(name)” is the name of the network's own head."
            case .lossForClasses(let labels, let loss):
                "\(labels) contains numbers, but the loss \(loss) is for classes; numbers need the loss squared."
            case .groupsOfNumbers(let labels): "\(labels) contains numbers, but groups apply only to classes."
            case .classesNeeded(let labels): "\(labels) contains numbers, but labels must be classes."
            case .oneClass(let name, let labels, let groups):
                "At least two classes are needed, but all labels of \(labels)"
                    + "\(groups.map { ", merged by \($0)," } ?? "") are “\(name)”."
            case .tooFewValues(let labels, let images):
                "At least three images are needed, but \(labels) has values for \(images)."
            case .notAHead(let path): "\(path) is not a head; expected .npy weights or the JSON of an exported head."
            case .redundant(let companion, let path): "\(path): a head in JSON has its own \(companion.rawValue)."
            case .pooling(let path, let stated, let requested):
                "\(path): the head uses \(stated.rawValue) pooling, but \(requested.rawValue) was requested."
            case .unitCount(let path, let head, let atlas):
                "\(path): the head has \(NumberFormat.count(head, "unit")), and the atlas has \(atlas)."
            case .contents(let path, let problem): "\(path): \(problem.phrase)."
            case .labelsOfNumber(let path): "The head in \(path) predicts a number and takes no class labels."
            case .noCommonClass(let atlasClass, let headClass):
                "No label of the atlas (such as “\(atlasClass)”) is a class of the head (such as “\(headClass)”)."
            case .numberNotAblated(let name):
                "The head “\(name)” predicts a number, and ablation is measured on classes."
            case .noHalves:
                "No class has two labelled images: one half is for ranking its units, the other for testing the ranking."
            case .noStoredAblation(let name):
                "The head “\(name)” is not linear in pooled activations, and the atlas holds no ablation of it."
            case .notLinear(let name):
                "The head “\(name)” averages after its linear layer and cannot be exported as a linear head."
            case .unknownFormat(let path):
                "\(path): unsupported extension; a head is exported as .json, .npy or .onnx, or into a folder."
            case .sameHead(let name): "The head “\(name)” cannot be compared with itself."
            case .partialAblation: "An ablation is stored only if it covers all labelled images and all classes."
            case .incompleteAblation(let unreadable, let first):
                "Nothing was stored, because \(NumberFormat.count(unreadable, "image")) cannot be read (\(first))."
            }
        }
    }

    /// A contradiction in the JSON of a head.
    public enum HeadContentsProblem: Equatable, Sendable {
        case classWithoutName(Int)
        case repeatedLabel(image: String)
        case unknownClass(image: String)
        case invalidSplit(String, image: String)
        /// The list names `names` classes, but the weights have `rows` rows.
        case classCount(names: Int, rows: Int)

        var phrase: String {
            switch self {
            case .classWithoutName(let index): "class \(index) has no name"
            case .repeatedLabel(let image): "there are two labels for “\(image)”"
            case .unknownClass(let image): "the label of “\(image)” is not a class of the head"
            case .invalidSplit(let split, let image): "the split of “\(image)” is “\(split)”; it must be train or test"
            case .classCount(let names, let rows):
                "the list names \(NumberFormat.count(names, "class")), and the head has \(rows)"
            }
        }
    }
}
