public import Analyses
public import ArgumentParser
public import Units
import UnitAtlas

/// Options of the commands that train heads.
struct HeadTrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Labels: a CSV with column `image` and one of `wnid`, `class`, `class_index`, `value`; or folders; or atlas.",
            discussion: "folders: the folder of an image is its class. atlas: the labels stored in the atlas.",
            valueName: "file|folders|atlas"))
    var labels: String

    @Option(
        help: ArgumentHelp(
            "Merge classes: a CSV with columns `group` and `wnid` or `class`; classes without a group are left out.",
            valueName: "file"))
    var groups: String?

    @Option(help: "Loss: svm or logistic (LIBLINEAR) for classes; squared for numbers, or ±1 per class.")
    var loss = HeadRecipe.Loss.svm

    @Option(help: "With svm: one-vs-rest or crammer-singer.") var multiclass = HeadRecipe.Multiclass.oneVersusRest

    @Option(help: "C in ½‖w‖² + C · Σ loss. (default: 1)") var cost: Double?

    @Flag(help: "Choose the cost by cross-validation on the training images, from 0.0001, 0.001 ... 100.")
    var crossValidate = false

    @Option(help: "Number of cross-validation folds.") var folds = 5

    @Flag(help: "Standardize units to mean 0 and standard deviation 1; the scaling is folded into the weights.")
    var standardize = false

    @Option(help: "Share of each class's images to hold out for testing.") var testShare = 0.2

    @Option(help: "Seed of the split into training and test images, and of the folds.") var seed: UInt64 = 1

    func validate() throws {
        guard cost ?? 1 > 0, (cost ?? 1).isFinite else { throw ValidationError("--cost must be positive.") }
        guard cost == nil || !crossValidate else {
            throw ValidationError("Use --cost or --cross-validate, not both.")
        }
        guard (0..<1).contains(testShare) else {
            throw ValidationError("--test-share must be at least 0 and less than 1.")
        }
        guard (2...100).contains(folds) else { throw ValidationError("--folds must be between 2 and 100.") }
        guard multiclass == .oneVersusRest || loss == .svm else {
            throw ValidationError("--multiclass crammer-singer needs --loss svm.")
        }
    }

    func request(name: String, pooling: Pooling) -> HeadRequest {
        let recipe = HeadRecipe(
            loss: loss, multiclass: multiclass, pooling: pooling, cost: crossValidate ? nil : cost ?? 1,
            standardizes: standardize, testShare: testShare, folds: folds, seed: seed)
        var request = HeadRequest(name: name, labels: HeadLabels.Source(labels), recipe: recipe)
        request.groups = groups
        return request
    }
}

extension HeadRecipe.Loss: ExpressibleByArgument {}
extension HeadRecipe.Multiclass: ExpressibleByArgument {}
extension Pooling: ExpressibleByArgument {}
