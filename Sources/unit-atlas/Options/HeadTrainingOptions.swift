public import Analyses
public import ArgumentParser
public import Units
import UnitAtlas

/// What the commands that fit heads understand.
struct HeadTrainingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A CSV with `image` and the first present of `wnid`, `class`, `class_index`, `value`; or folders, or atlas.",
            discussion: "folders: an image's folder is its class. atlas: the labels that it was indexed with.",
            valueName: "file|folders|atlas"))
    var labels: String

    @Option(
        help: ArgumentHelp(
            "A CSV with `group` and `wnid` or `class`: puts classes together; those in no group are left out.",
            valueName: "file"))
    var groups: String?

    @Option(help: "svm and logistic tell classes apart (LIBLINEAR); squared fits numbers, or ±1 for each class.")
    var loss = HeadRecipe.Loss.svm

    @Option(help: "For svm: one-vs-rest or crammer-singer.") var multiclass = HeadRecipe.Multiclass.oneVersusRest

    @Option(help: "C in ½‖w‖² + C · Σ loss. (default: 1)") var cost: Double?

    @Flag(help: "Choose the cost by cross-validation on the training images: 0.0001, 0.001 ... 100.")
    var crossValidate = false

    @Option(help: "Folds of the cross-validation.") var folds = 5

    @Flag(help: "Bring units to mean 0 and deviation 1 first; the scaling is folded back into the weights.")
    var standardize = false

    @Option(help: "The share of each class's images that tests the head.") var testShare = 0.2

    @Option(help: "Of the split into training and test images, and into folds.") var seed: UInt64 = 1

    func validate() throws {
        guard cost ?? 1 > 0, (cost ?? 1).isFinite else { throw ValidationError("--cost has to be positive.") }
        guard cost == nil || !crossValidate else {
            throw ValidationError("--cross-validate chooses the cost: leave --cost out.")
        }
        guard (0..<1).contains(testShare) else { throw ValidationError("--test-share is 0 to 1, and less than 1.") }
        guard (2...100).contains(folds) else { throw ValidationError("--folds is 2 to 100.") }
        guard multiclass == .oneVersusRest || loss == .svm else {
            throw ValidationError("--multiclass crammer-singer is for --loss svm.")
        }
    }

    func request(atlas: String, name: String, pooling: Pooling) -> HeadRequest {
        let recipe = HeadRecipe(
            loss: loss, multiclass: multiclass, pooling: pooling, cost: crossValidate ? nil : cost ?? 1,
            standardizes: standardize, testShare: testShare, folds: folds, seed: seed)
        var request = HeadRequest(atlas: atlas, name: name, labels: HeadLabels.Source(labels), recipe: recipe)
        request.groups = groups
        return request
    }
}

extension HeadRecipe.Loss: ExpressibleByArgument {}
extension HeadRecipe.Multiclass: ExpressibleByArgument {}
extension Pooling: ExpressibleByArgument {}
