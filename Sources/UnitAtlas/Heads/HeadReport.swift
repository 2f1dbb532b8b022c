public import Analyses
import Foundation
import Reporting
public import Units

/// How a training went, for readers and for programs.
public struct HeadReport: Sendable {
    public let name: String
    public let training: HeadTraining
    /// The head's own.
    public let classes: [ClassRecord]
    /// Of the test images; of those that trained, where none tests.
    public let confusion: ConfusionTable
    /// Images that the atlas has.
    public let images: Int
    /// What a user has to know: sentences.
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

    /// Lines of a name and what it says.
    public var text: String {
        let recipe = training.recipe
        var lines: [(String, String)] = [
            ("Head", "\(name): \(subject) on \(training.head.unitCount) units, \(recipe.pooling.rawValue) pooling"),
            ("Loss", loss),
        ]
        if !training.candidates.isEmpty {
            let tried = training.candidates.map { "\(Self.short($0.cost)): \(score($0.score))" }
            lines.append(
                (
                    "Costs tried",
                    "\(tried.joined(separator: ", ")) (\(isNumber ? "R², " : "")\(recipe.folds) folds of"
                        + " \(CountText.text(training.training.images, "image")))"
                ))
        }
        let labelled = training.training.images + training.test.images
        if labelled < images {
            lines.append(("Labelled", "\(labelled) of the atlas's \(CountText.text(images, "image"))"))
        }
        lines.append(("Trained on", Self.described(training.training)))
        lines.append(("Tested on", training.test.images > 0 ? Self.described(training.test) : "no image"))
        if !training.converged { lines.append(("Warning", "the solver stopped at its largest number of iterations")) }
        let mistakes = confusion.mistakes.prefix(8).map { entry in
            "\(classes[entry.actual].shortName) → \(classes[entry.predicted].shortName) \(entry.images)"
        }
        if !mistakes.isEmpty { lines.append(("Taken for", mistakes.joined(separator: ", "))) }
        return lines.map { $0.0.padding(toLength: 13, withPad: " ", startingAt: 0) + $0.1 + "\n" }.joined()
    }

    private var isNumber: Bool {
        if case .errors = training.training { return true }
        return false
    }

    private var subject: String { isNumber ? "a number" : CountText.text(classes.count, "class") }

    /// A share of right images, or R².
    private func score(_ score: Double) -> String { isNumber ? String(format: "%.3f", score) : Self.percent(score) }

    private var loss: String {
        let recipe = training.recipe
        var text = recipe.loss.rawValue
        if recipe.loss != .squared { text += ", \(recipe.multiclass.rawValue)" }
        text += ", C \(Self.short(recipe.cost ?? 1))" + (training.candidates.isEmpty ? "" : ", by cross-validation")
        return text + (recipe.standardizes ? ", units standardised" : "")
    }

    /// `114 images, 97.4 % right (92.6 to 99.1)`.
    static func described(_ quality: HeadQuality) -> String {
        switch quality {
        case .accuracy(let share):
            let interval = share.interval
            return "\(CountText.text(share.total, "image")), \(percent(share.value)) right ("
                + String(format: "%.1f to %.1f", interval.lowerBound * 100, interval.upperBound * 100) + ")"
        case .errors(let images, _, _):
            return "\(CountText.text(images, "image")), R² " + String(format: "%.3f", quality.score)
                + ", root mean squared error \(short(quality.rootMeanSquare ?? 0))"
        }
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }

    static func short(_ number: Double) -> String { String(format: "%g", (number * 1e4).rounded() / 1e4) }

    /// One JSON object.
    public var json: String {
        func part(_ quality: HeadQuality) -> String {
            switch quality {
            case .accuracy(let share):
                String(
                    format: #"{"images": %d, "correct": %d, "accuracy": %.4f, "low": %.4f, "high": %.4f}"#, share.total,
                    share.successes, share.value, share.interval.lowerBound, share.interval.upperBound)
            case .errors(let images, _, _):
                String(
                    format: #"{"images": %d, "r_squared": %.4f, "root_mean_square": %.6g}"#, images, quality.score,
                    quality.rootMeanSquare ?? 0)
            }
        }
        let recipe = training.recipe
        let tried = training.candidates.map { String(format: #"{"cost": %g, "score": %.4f}"#, $0.cost, $0.score) }
        let confused = confusion.entries.map { entry in
            "    {\"class\": \(entry.actual), \"class_name\": \(JSONText.quoted(classes[entry.actual].name)), "
                + "\"predicted\": \(entry.predicted), "
                + "\"predicted_name\": \(JSONText.quoted(classes[entry.predicted].name)), \"images\": \(entry.images)}"
        }
        return """
            {
              "head": \(JSONText.quoted(name)),
              "classes": \(classes.count),
              "units": \(training.head.unitCount),
              "loss": "\(recipe.loss.rawValue)",
              "multiclass": "\(recipe.multiclass.rawValue)",
              "pooling": "\(recipe.pooling.rawValue)",
              "standardized": \(recipe.standardizes),
              "cost": \(Self.short(recipe.cost ?? 1)),
              "candidates": [\(tried.joined(separator: ", "))],
              "converged": \(training.converged),
              "images": \(images),
              "training": \(part(training.training)),
              "test": \(part(training.test)),
              "confusion": [\(confused.isEmpty ? "" : "\n" + confused.joined(separator: ",\n") + "\n  ")]
            }

            """
    }
}
