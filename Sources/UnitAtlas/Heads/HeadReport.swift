public import Analyses
import Foundation
public import Reporting
public import Units

/// The results of training a head, as text and JSON.
public struct HeadReport: Sendable {
    /// The head's name.
    public let name: String
    /// The fit and its quality.
    public let training: HeadTraining
    /// The classes of the head.
    public let classes: [ClassRecord]
    /// The confusion table of the held-out images, or of the training images if none are held out.
    public let confusion: ConfusionTable
    /// The number of images in the atlas.
    public let images: Int
    /// Notes for the user, one sentence each.
    public let remarks: [String]

    init(
        name: String, training: HeadTraining, classes: [ClassRecord], targets: HeadTargets, images: Int,
        remarks: [String]
    ) {
        self.name = name
        self.training = training
        self.classes = classes
        (self.images, self.remarks) = (images, remarks)
        let rows = training.split.test.isEmpty ? training.split.training : training.split.test
        if case .classes(let actual, _) = targets {
            confusion = ConfusionTable(
                actual: rows.map { actual[$0] }, predicted: rows.map { training.predicted[$0] })
        } else {
            confusion = ConfusionTable(actual: [], predicted: [])
        }
    }

    /// The report as lines of a label and a text.
    public var text: String {
        let recipe = training.recipe
        var lines: [(String, String)] = [
            (
                "Head",
                "\(name): \(subject) on \(NumberFormat.count(training.head.unitCount, "unit")), \(recipe.pooling.rawValue) pooling"
            ),
            ("Loss", loss),
        ]
        if !training.candidates.isEmpty {
            let tried = training.candidates.map { "\(NumberFormat.short($0.cost)): \(score($0.score))" }
            lines.append(
                (
                    "Values of C",
                    "\(tried.joined(separator: ", ")) (\(isNumber ? "R², " : "")\(recipe.folds) folds of"
                        + " \(NumberFormat.count(training.training.images, "image")))"
                ))
        }
        let labelled = training.training.images + training.test.images
        if labelled < images {
            lines.append(("Labelled", "\(NumberFormat.grouped(labelled)) of \(NumberFormat.count(images, "image"))"))
        }
        lines.append(("Training", Self.described(training.training)))
        lines.append(("Test", training.test.images > 0 ? Self.described(training.test) : "none"))
        if !training.converged { lines.append(("Warning", "the solver reached its iteration limit")) }
        let mistakes = confusion.mistakes.prefix(8).map { entry in
            "\(classes[entry.actual].shortName) → \(classes[entry.predicted].shortName) \(NumberFormat.grouped(entry.images))"
        }
        if !mistakes.isEmpty { lines.append(("Errors", mistakes.joined(separator: ", "))) }
        return lines.map { $0.0.padding(toLength: 13, withPad: " ", startingAt: 0) + $0.1 + "\n" }.joined()
    }

    private var isNumber: Bool {
        if case .errors = training.training { return true }
        return false
    }

    private var subject: String { isNumber ? "a number" : NumberFormat.count(classes.count, "class") }

    /// The share of correctly classified images, or R².
    private func score(_ score: Double) -> String { isNumber ? NumberFormat.short(score) : NumberFormat.percent(score) }

    private var loss: String {
        let recipe = training.recipe
        var text = recipe.loss.rawValue
        if recipe.loss != .squared { text += ", \(recipe.multiclass.rawValue)" }
        text +=
            ", C \(NumberFormat.short(recipe.cost ?? 1))" + (training.candidates.isEmpty ? "" : ", by cross-validation")
        return text + (recipe.standardizes ? ", standardized units" : "")
    }

    /// `114 images, 97.4 % right (92.6 to 99.1)`.
    static func described(_ quality: HeadQuality) -> String {
        let figures = figures(quality, "test")
        let images = NumberFormat.count(quality.images, "image")
        switch quality {
        case .accuracy:
            let accuracy = figures.figure("test_accuracy")
            return "\(images), \(accuracy?.valueText ?? "") correct \(accuracy?.intervalText ?? "")"
        case .errors:
            return "\(images), R² \(figures.text("test_r_squared")), root mean squared error"
                + " \(figures.text("test_root_mean_square"))"
        }
    }

    /// The figures of the report: for classes, `accuracy` with its 95 % interval (Wilson); for numbers, R² and the root
    /// mean squared error; over the training images and over the held-out images.
    public var figures: [Figure] {
        Self.figures(training.training, "training") + Self.figures(training.test, "test")
    }

    private static func figures(_ quality: HeadQuality, _ part: String) -> [Figure] {
        let isTested = quality.images > 0
        var (share, error): (Proportion?, Bool) = (nil, false)
        switch quality {
        case .accuracy(let proportion): share = proportion
        case .errors: error = true
        }
        let accuracy = isTested ? share : nil
        return [
            Figure("\(part)_images", "\(part) images", count: quality.images),
            Figure(
                "\(part)_correct", "\(part) images classified correctly", accuracy.map { Double($0.successes) },
                unit: .count),
            Figure(
                "\(part)_accuracy", "\(part) images classified correctly", accuracy?.value,
                interval: accuracy.map {
                    Figure.Interval(low: $0.interval.lowerBound, high: $0.interval.upperBound)
                }, unit: .percent),
            Figure(
                "\(part)_r_squared", "R² on \(part) images", error && isTested ? quality.score : nil, unit: .number),
            Figure(
                "\(part)_root_mean_square", "root mean squared error on \(part) images",
                isTested ? quality.rootMeanSquare : nil, unit: .number),
        ]
    }

    /// One JSON object.
    public var json: String {
        let recipe = training.recipe
        let tried = training.candidates.map {
            JSONValue.object([("cost", JSONValue($0.cost)), ("score", JSONValue($0.score))])
        }
        let confused = confusion.entries.map { entry in
            JSONValue.object([
                ("class", JSONValue(entry.actual)), ("class_name", .string(classes[entry.actual].name)),
                ("predicted", JSONValue(entry.predicted)),
                ("predicted_name", .string(classes[entry.predicted].name)), ("images", JSONValue(entry.images)),
            ])
        }
        return JSONValue.object(
            [
                ("head", .string(name)), ("classes", JSONValue(classes.count)),
                ("units", JSONValue(training.head.unitCount)), ("loss", .string(recipe.loss.rawValue)),
                ("multiclass", .string(recipe.multiclass.rawValue)), ("pooling", .string(recipe.pooling.rawValue)),
                ("standardized", .bool(recipe.standardizes)), ("cost", JSONValue(recipe.cost ?? 1)),
                ("candidates", .array(tried)), ("converged", .bool(training.converged)),
                ("images", JSONValue(images)),
            ] + figures.members + [("confusion", .array(confused))]
        ).lines
    }
}
