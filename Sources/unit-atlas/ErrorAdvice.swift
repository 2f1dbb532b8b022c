import Annotations
import Explorer
import ImageCollections
import Inference
import Queries
import Reporting
import Store
import UnitAtlas

/// What to type on the command line after an error: the libraries' errors carry data and name no options.
enum ErrorAdvice {
    /// Returns the advice for an error as a sentence; nil if the error's own sentence is all there is to say.
    static func advice(for error: any Error) -> String? {
        switch error {
        case let error as UnitAtlasError: advice(for: error)
        case let error as AnnotationError: advice(for: error)
        case CollectionError.missing: "Check the path, or use --images if the image folder moved."
        case let error as InferenceError: advice(for: error)
        case let error as ExplorerError: advice(for: error)
        case let error as StoreError: advice(for: error)
        case let error as QueryError: advice(for: error)
        default: nil
        }
    }

    private static let moved = "Use --images to name their folder if it moved."

    private static let estimateFields = "Run `unit-atlas receptive-field` first, or use another --method."

    /// What continues an atlas whose indexing has not finished: a clause without a full stop.
    static func resuming(_ atlas: String) -> String { "`unit-atlas index \(ShellText.quoted(atlas))` resumes it" }

    private static func update(_ atlas: String) -> String {
        "Run `unit-atlas index \(ShellText.quoted(atlas)) --update` to index all images again."
    }

    private static func advice(for error: UnitAtlasError) -> String? {
        switch error {
        case .model(_, .noPreprocessing):
            "Set --preprocessing to torchvision, tensorflow, caffe or a configuration file."
        case .model(_, .mismatch): "Use --model to name that network."
        case .model(_, .moved): "Use --model to say where it is now."
        case .model(_, .labelsWithoutHead): "Leave out --labels."
        case .unknownPreset: "Set --preprocessing to one of these or to a configuration file."
        case .atlas(_, let problem): advice(for: problem)
        case .changed(let path, _): update(path)
        case .image(_, .changed(let atlas)): update(atlas)
        case .head(let problem): advice(for: problem)
        case .units(.noReceptiveField): estimateFields
        case .localization(.unknownTrainingImages): "Leave out --part, or use --head to name a trained head."
        case .localization(.unreadable), .localization(.halfUnreadable): moved
        case .localization(.tooFewToChoose): "Leave out --choose-threshold-on."
        case .discovery(.scenesWithoutMasks): "Leave out scenes with few images, or use a larger --test-share."
        case .demo(.noScenes): "Set --count to a positive number."
        case .demo(.foreignFile), .demo(.foreignFolder): "Use --output to name it."
        default: nil
        }
    }

    private static func advice(for problem: UnitAtlasError.AtlasProblem) -> String? {
        switch problem {
        case .newWithoutModel: "Use --model to name the network."
        case .newWithoutImages: "Use --images to name a folder or a list of images."
        case .noNetwork(.maps): "Use `unit-atlas cam --maps --weights` to map the arrays of one image."
        case .imagesNotIn:
            "Use --images to name the folder they are in now, --update to index the images in this folder instead, or another"
                + " file for a new atlas."
        case .imagesUnreadable: moved
        case .noNativeHead: "Train a head with `unit-atlas head train`, and name it with --head."
        case .unknownHead(let name, let known): didYouMean(name, known)
        case .headExists: "Choose another name, or use --replace."
        case .noLabels: "Set --labels to a file, or to `folders`."
        case .noLabelledImages(_, _, isImported: true):
            "Use `unit-atlas head import` with --labels and --replace to give it labels."
        case .noReceptiveFields: estimateFields
        case .unrankedClass: "Leave out --by."
        default: nil
        }
    }

    private static func advice(for problem: UnitAtlasError.HeadProblem) -> String? {
        switch problem {
        case .emptyName, .invalidName, .reservedName: "Use --name to choose another name."
        case .lossForClasses: "Use --loss squared."
        case .groupsOfNumbers: "Leave out --groups."
        case .redundant(let companion, _): "Leave out --\(companion.rawValue), which belongs to .npy weights."
        case .pooling: "Leave out --pooling."
        case .labelsOfNumber: "Leave out --labels."
        case .noCommonClass: "Set --labels to a file that uses the classes of the head."
        case .numberNotAblated: "`unit-atlas rank` ranks its units."
        case .sameHead: "Use --compare to name another head."
        case .noStoredAblation: "Run `unit-atlas ablate --store` first."
        case .partialAblation: "Leave out --part and --class."
        case .incompleteAblation: moved
        default: nil
        }
    }

    private static func advice(for error: AnnotationError) -> String? {
        switch error {
        case .file(_, .missingColumns(let columns, _, _)) where columns.contains("caption"):
            "Use --column to name the column of captions."
        default: nil
        }
    }

    private static func advice(for error: InferenceError) -> String? {
        switch error {
        case .noClassifier:
            "`unit-atlas index --layer NAME` indexes the units of any convolution without a native head."
        case .unsupportedPrecision: "Use --precision f32."
        default: nil
        }
    }

    private static func advice(for error: QueryError) -> String? {
        switch error {
        case .timeLimit: "Simplify the query, or use a larger --time-limit."
        case .unknownQuery(let name, let known): didYouMean(name, known)
        case .unknownArguments(_, let names, let parameters):
            names.lazy.compactMap { didYouMean($0, parameters.map(\.name)) }.first
        default: nil
        }
    }

    /// The nearest of some names, for one that is mistyped.
    private static func didYouMean(_ name: String, _ known: [String]) -> String? {
        CommandSuggestion.nearest(to: name, in: known).map { "Did you mean “\($0)”?" }
    }

    private static func advice(for error: ExplorerError) -> String? {
        switch error {
        case .portInUse, .cannotListen: "Use --port to choose another one, or 0 for any free one."
        default: nil
        }
    }

    private static func advice(for error: StoreError) -> String? {
        switch error {
        case .missing: "Create one with `unit-atlas index`."
        case .notAnAtlas: "Use a file made by `unit-atlas index`, or a new file."
        case .olderSchema(let path, _, _):
            "Run `unit-atlas index \(ShellText.quoted(path)) --update` to rebuild it with its settings."
        case .unreadableOlder: "Delete the file, and run `unit-atlas index` again."
        case .damaged: "Restore a copy, or run `unit-atlas index` with a new file."
        case .differs: "Use the settings of the atlas, or index into another file."
        case .headExists: "Choose another name, or use --replace."
        default: nil
        }
    }
}

/// A library's error, with advice for the command line after its sentence.
struct AdvisedError: Error, CustomStringConvertible {
    let error: any Error
    let advice: String

    var description: String { "\(error) \(advice)" }

    /// Returns the error with its advice if there is any, otherwise the error itself.
    static func advised(_ error: any Error) -> any Error {
        guard let advice = ErrorAdvice.advice(for: error) else { return error }
        return AdvisedError(error: error, advice: advice)
    }
}

/// An error of a command itself, with exit code 1.
struct CommandError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
