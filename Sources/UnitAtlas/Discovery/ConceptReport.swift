public import Analyses
public import Annotations
import Foundation
public import Reporting
import Store
import Tensors
import Units

/// The results of learning a concept, as text and JSON.
public struct ConceptReport: Sendable {
    /// The request.
    public let request: ConceptRequest
    /// The fit and its quality.
    public let training: ConceptTraining
    /// The number of images with the concept, and of all images.
    public let positives: Int
    /// The number of images with and without the concept.
    public let images: Int
    /// The units with the largest weights, and their mean contributions to the scores of images with the concept.
    public let units: [RankedUnit]
    /// The share of the map's mass inside the concept's mask, 0 to 1, over held-out images; nil without masks.
    public let inside: Double?
    /// The 95 % interval of `inside`.
    public let insideInterval: BootstrapIntervals.Interval?
    /// The mask's share of the pixels of these images, 0 to 1.
    public let maskArea: Double
    /// The number of held-out images with a mask.
    public let maskedImages: Int
    /// The number of held-out images with the concept and without a mask.
    public let withoutMask: Int
    /// A sentence for each image that could not be read.
    public let unreadable: [String]
    /// What of the annotations could not be used.
    public internal(set) var notes = AnnotationNotes()
    /// The sheet's path.
    public internal(set) var sheet: String?

    init(
        _ request: ConceptRequest, _ training: ConceptTraining, _ examples: ConceptDiscovery.Examples,
        _ maps: ConceptMaps?
    ) {
        self.request = request
        self.training = training
        positives = examples.isPositive.count { $0 }
        images = examples.images.count
        let width = training.head.unitCount
        var sums = [Double](repeating: 0, count: width)
        for place in examples.images.indices where examples.isPositive[place] {
            for unit in 0..<width { sums[unit] += Double(examples.features.values[place * width + unit]) }
        }
        let mean = sums.map { [positives] in Float($0 / Double(positives)) }
        units = UnitRanking.units(of: ClassID(0), head: training.head, meanPooled: mean)
        let masses = maps?.masses ?? []
        // A map without positive values has no mass inside the mask.
        let shares = masses.map { $0.inside ?? 0 }
        inside = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
        insideInterval = .ofMean(shares)
        maskArea = masses.isEmpty ? 0 : masses.reduce(0) { $0 + $1.area } / Double(masses.count)
        maskedImages = shares.count
        withoutMask = maps?.withoutMask ?? 0
        unreadable = maps?.unreadable ?? []
    }

    var headConfiguration: HeadConfiguration {
        HeadConfiguration(training, positives: request.positives.text, negatives: request.negatives.text)
    }

    /// The figures of the report, with 95 % bootstrap intervals.
    public var figures: [Figure] {
        let test = training.test
        return [
            Figure("positives", "images with the concept", count: positives),
            Figure("negatives", "images without it", count: images - positives),
            Figure(
                "validated_average_precision", "average precision in cross-validation", training.validated,
                unit: .fraction),
            Figure(
                "average_precision", "average precision on held-out images", test.value,
                interval: Figure.Interval(test.interval), unit: .fraction),
            Figure("chance", "average precision of a random order", test.chance, unit: .fraction),
            Figure("test_images", "held-out images", count: test.images),
            Figure("test_positives", "held-out images with the concept", count: test.positives),
            Figure(
                "training_average_precision", "average precision on training images", training.training.value,
                unit: .fraction),
            Figure(
                "inside_mask", "share of the map's positive mass inside the mask", inside,
                interval: Figure.Interval(insideInterval), unit: .fraction),
            Figure("mask_area", "share of the pixels inside the mask", inside.map { _ in maskArea }, unit: .fraction),
            Figure("masked_images", "held-out images with a mask", count: maskedImages),
        ]
    }

    /// The figure with a key, for readers.
    private func text(_ key: String) -> String { figures.text(key) }

    /// `average precision 0.962 (0.931 to 0.989) on 300 images, 50 with it; by chance 0.167`
    var sentence: String {
        "average precision \(text("average_precision")) on \(NumberFormat.count(training.test.images, "image")),"
            + " \(text("test_positives")) with the concept; chance level \(text("chance"))"
    }

    /// The report as lines of a label and a text.
    public var text: String {
        let recipe = training.recipe
        let rounds = training.mining.rounds
        let entered = rounds.map { NumberFormat.grouped($0.entered) }.filter { $0 != "0" }.joined(separator: ", ")
        var lines = [
            ("Concept", "\(request.name): \(NumberFormat.count(positives, "image")) (\(request.positives.text))"),
            ("Without", "\(NumberFormat.count(images - positives, "image")) (\(request.negatives.text))"),
            (
                "Head",
                "\(request.name): SVM on \(NumberFormat.count(training.head.unitCount, "unit")), C \(NumberFormat.short(recipe.cost ?? 1))"
                    + (training.candidates.count > 1 ? ", by cross-validation" : "")
                    + "; average precision \(text("validated_average_precision")) in \(recipe.folds) folds"
            ),
            (
                "Negatives",
                "\(NumberFormat.grouped(rounds[0].negatives)) at first, "
                    + (entered.isEmpty ? "and none hard" : "then \(entered) hard ones, until none was added")
                    + " (of \(NumberFormat.grouped(training.split.training.count - trainingPositives)))"
            ),
            ("Held out", sentence),
        ]
        if inside != nil {
            lines.append(
                (
                    "Map",
                    "\(text("inside_mask")) of its positive mass is inside the mask, which covers \(text("mask_area")) of the pixels"
                        + " (\(NumberFormat.count(maskedImages, "image")))"
                ))
        }
        lines.append(
            ("Units", units.prefix(6).map { "\($0.unit) " + NumberFormat.signed($0.weight) }.joined(separator: ", ")))
        if !training.mining.converged {
            lines.append(("Warning", "the solver reached its iteration limit"))
        }
        if let sheet { lines.append(("Sheet", sheet)) }
        return lines.map { $0.0.padding(toLength: 11, withPad: " ", startingAt: 0) + $0.1 + "\n" }.joined()
    }

    /// The results as stored.
    func record(of kind: DiscoveryRecord.Kind, head: HeadID) -> DiscoveryRecord {
        DiscoveryRecord(
            kind: kind, name: request.name, head: head, figures: members, configuration: configuration)
    }

    private var trainingPositives: Int { training.training.positives }

    /// One JSON object.
    public var json: String { JSONValue.object(members).lines }

    private var members: [(String, JSONValue)] {
        let rounds = training.mining.rounds.map {
            JSONValue.object([
                ("negatives", JSONValue($0.negatives)), ("hard", JSONValue($0.hard)),
                ("entered", JSONValue($0.entered)),
            ])
        }
        let list = units.prefix(10).map { unit in
            JSONValue.object([
                ("unit", JSONValue(unit.unit.value)), ("weight", JSONValue(unit.weight)),
                ("mean_contribution", JSONValue(unit.meanContribution)),
            ])
        }
        return [("head", .string(request.name)), ("cost", JSONValue(training.recipe.cost ?? 1))] + figures.members
            + [("mining", .array(rounds)), ("units", .array(list)), ("sheet", JSONValue(sheet))]
    }

    /// The settings that the figures depend on.
    var configuration: [(String, JSONValue)] {
        let recipe = training.recipe
        var members: [(String, JSONValue)] = [
            ("positives", .string(request.positives.text)), ("negatives", .string(request.negatives.text)),
            ("loss", .string(recipe.loss.rawValue)), ("pooling", .string(recipe.pooling.rawValue)),
            ("standardized", .bool(recipe.standardizes)), ("test_share", JSONValue(recipe.testShare)),
            ("folds", JSONValue(recipe.folds)), ("seed", .integer(Int64(truncatingIfNeeded: recipe.seed))),
        ]
        if let objects = request.objects {
            members.append(("objects", .string(objects.text)))
            members.append(("object", .string(request.object ?? request.name)))
        }
        return members
    }
}

extension Figure.Interval {
    /// A bootstrap interval; nil for nil.
    init?(_ interval: BootstrapIntervals.Interval?) {
        guard let interval else { return nil }
        self.init(low: interval.low, high: interval.high)
    }
}
