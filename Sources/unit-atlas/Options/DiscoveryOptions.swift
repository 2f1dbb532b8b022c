import Analyses
import Annotations
import ArgumentParser
import Foundation
import UnitAtlas

/// Which images show a concept, and which do not.
struct ConceptSelectionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Images with the concept: a text file (one path per line), a CSV with column `image`, or a folder.",
            valueName: "file|folder"))
    var positives: String?

    @Option(
        help: ArgumentHelp(
            "Or the images whose caption contains this phrase (whole words); repeat for several.", valueName: "text"))
    var phrase: [String] = []

    @Option(help: ArgumentHelp("With --phrase: a CSV with column `image` and captions.", valueName: "file"))
    var captions: String?

    @Option(help: "Column of the captions; by default caption, text, title or description.")
    var column: String?

    @Option(name: .customLong("class"), help: "Or the images of this class; repeat for several.") var classes:
        [String] = []

    @Option(help: ArgumentHelp("With --class: labels to use instead of those in the atlas.", valueName: "file"))
    var labels: String?

    @Option(
        help: ArgumentHelp(
            "Images without the concept, in the same forms; by default, all others.", valueName: "file|folder"))
    var negatives: String?

    @Option(help: ArgumentHelp("Or this many other images, chosen at random.", valueName: "count"))
    var negativeCount: Int?

    func validate() throws {
        let given = [positives != nil, !phrase.isEmpty, !classes.isEmpty].count { $0 }
        guard given == 1 else {
            throw ValidationError(
                "Use exactly one of --positives, --phrase and --class to say which images show the concept.")
        }
        guard phrase.isEmpty == (captions == nil), column == nil || captions != nil else {
            throw ValidationError("--phrase and --captions need each other, and --column needs both.")
        }
        guard labels == nil || !classes.isEmpty else { throw ValidationError("--labels needs --class.") }
        guard negatives == nil || negativeCount == nil else {
            throw ValidationError("Use --negatives or --negative-count, not both.")
        }
        guard negativeCount ?? 1 > 0 else { throw ValidationError("--negative-count must be positive.") }
    }

    var selectedPositives: ImageSelection {
        if let positives { return .paths(positives) }
        if let captions { return .phrases(phrase, captions: captions, column: column) }
        return .classes(classes, labels: labels)
    }

    var selectedNegatives: ImageSelection { negatives.map { .paths($0) } ?? .others(count: negativeCount) }
}

/// Annotated objects: masks or boxes.
struct ObjectOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Masks named like their images: values or colours listed in masks.csv (value or color, and name), or one folder per name.",
            valueName: "folder"))
    var masks: String?

    @Option(
        help: ArgumentHelp(
            "Or boxes: a CSV with columns image,x0,y0,x1,y1 and one of object, name, class, part; Pascal VOC, COCO, YOLO.",
            valueName: "file|folder"))
    var boxes: String?

    func validate() throws {
        guard masks == nil || boxes == nil else { throw ValidationError("Use --masks or --boxes, not both.") }
    }

    var source: ObjectSource? { masks.map { .masks($0) } ?? boxes.map { .boxes($0) } }
}

/// How the head of a concept is trained.
struct ConceptTrainingOptions: ParsableArguments {
    @Option(help: "C in ½‖w‖² + C · Σ loss; by default chosen by cross-validation from 0.0001, 0.001 ... 100.")
    var cost: Double?

    @Option(help: "Number of cross-validation folds.") var folds = 5

    @Flag(help: "Standardize units to mean 0 and standard deviation 1; the scaling is folded into the weights.")
    var standardize = false

    @Option(help: "Share of the images to hold out for testing.") var testShare = 0.2

    @Option(help: "Seed of the split, the folds and random draws.") var seed: UInt64 = 1

    @Flag(help: Help.replace) var replace = false

    func validate() throws {
        guard cost ?? 1 > 0, (cost ?? 1).isFinite else { throw ValidationError("--cost must be positive.") }
        guard testShare >= 0.1, testShare <= 0.9 else {
            throw ValidationError("--test-share must be between 0.1 and 0.9.")
        }
        guard (2...100).contains(folds) else { throw ValidationError("--folds must be between 2 and 100.") }
    }

    var recipe: HeadRecipe {
        HeadRecipe(loss: .svm, cost: cost, standardizes: standardize, testShare: testShare, folds: folds, seed: seed)
    }
}

/// Paths that changed since indexing, and the number of threads.
struct NetworkOptions: ParsableArguments {
    @Option(help: Help.model) var model: String?

    @Option(help: Help.images) var images: String?

    @Option(help: Help.threads) var threads = Help.cores

    func validate() throws {
        guard threads > 0 else { throw ValidationError("--threads must be positive.") }
    }
}
