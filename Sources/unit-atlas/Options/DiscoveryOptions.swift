import Analyses
import Annotations
import ArgumentParser
import Foundation
import UnitAtlas

/// The images with a concept, and those without it.
struct ConceptSelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The images with it: a text file, a line an image; a CSV with `image`; or a folder.",
            valueName: "file|folder"))
    var positives: String?

    @Option(
        help: ArgumentHelp(
            "Or those whose caption has this phrase, as whole words; may be repeated.", valueName: "text"))
    var phrase: [String] = []

    @Option(help: ArgumentHelp("For --phrase: a CSV with `image` and captions.", valueName: "file"))
    var captions: String?

    @Option(help: "The captions' column, by default the first present of caption, text, title, description.")
    var column: String?

    @Option(name: .customLong("class"), help: "Or those of this class; may be repeated.") var classes: [String] = []

    @Option(help: ArgumentHelp("For --class: labels instead of the atlas's.", valueName: "file")) var labels: String?

    @Option(
        help: ArgumentHelp("The images without it, likewise; by default all others.", valueName: "file|folder"))
    var negatives: String?

    @Option(help: ArgumentHelp("Or so many of the others, drawn by the seed.", valueName: "count"))
    var negativeCount: Int?

    func validate() throws {
        let given = [positives != nil, !phrase.isEmpty, !classes.isEmpty].count { $0 }
        guard given == 1 else {
            throw ValidationError("Say which images have the concept: --positives, --phrase or --class, one of them.")
        }
        guard phrase.isEmpty == (captions == nil), column == nil || captions != nil else {
            throw ValidationError("--phrase and --captions go together, and --column with them.")
        }
        guard labels == nil || !classes.isEmpty else { throw ValidationError("--labels goes with --class.") }
        guard negatives == nil || negativeCount == nil else {
            throw ValidationError("Give --negatives or --negative-count, not both.")
        }
        guard negativeCount ?? 1 > 0 else { throw ValidationError("--negative-count is positive.") }
    }

    var selectedPositives: ImageSelection {
        if let positives { return .paths(positives) }
        if let captions { return .phrases(phrase, captions: captions, column: column) }
        return .classes(classes, labels: labels)
    }

    var selectedNegatives: ImageSelection { negatives.map { .paths($0) } ?? .others(count: negativeCount) }
}

/// Where objects are in images.
struct ObjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Masks named as their images: grey values by masks.csv (value,name), or a folder for each name.",
            valueName: "folder"))
    var masks: String?

    @Option(
        help: ArgumentHelp(
            "Or boxes: a CSV of image,x0,y0,x1,y1 and the first present of object, name, class, part; VOC; COCO.",
            valueName: "file"))
    var boxes: String?

    func validate() throws {
        guard masks == nil || boxes == nil else { throw ValidationError("Give --masks or --boxes, not both.") }
    }

    var source: ObjectSource? { masks.map { .masks($0) } ?? boxes.map { .boxes($0) } }
}

/// How a concept's head is fitted.
struct ConceptTrainingOptions: ParsableArguments {
    @Option(help: "C in ½‖w‖² + C · Σ loss, by default chosen by cross-validation: 0.0001, 0.001 ... 100.")
    var cost: Double?

    @Option(help: "Folds of the cross-validation.") var folds = 5

    @Flag(help: "Bring units to mean 0 and deviation 1 first; the scaling is folded back into the weights.")
    var standardize = false

    @Option(help: "The share of the images that is kept to test the head.") var testShare = 0.2

    @Option(help: "Of the split, the folds, and what is drawn at random.") var seed: UInt64 = 1

    @Flag(help: "Replace a head of the same name.") var replace = false

    func validate() throws {
        guard cost ?? 1 > 0, (cost ?? 1).isFinite else { throw ValidationError("--cost has to be positive.") }
        guard testShare >= 0.1, testShare <= 0.9 else { throw ValidationError("--test-share is 0.1 to 0.9.") }
        guard (2...100).contains(folds) else { throw ValidationError("--folds is 2 to 100.") }
    }

    var recipe: HeadRecipe {
        HeadRecipe(loss: .svm, cost: cost, standardizes: standardize, testShare: testShare, folds: folds, seed: seed)
    }
}

/// Where network and images lie, when not where they were.
struct NetworkPlaces: ParsableArguments {
    @Option(help: "Where the network lies now, when not where it was.") var model: String?

    @Option(help: "Where the images lie now, when not where they were indexed.") var images: String?

    @Option(help: "Threads, by default one for each core.") var threads = ProcessInfo.processInfo.activeProcessorCount

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads has to be positive.") }
    }
}
