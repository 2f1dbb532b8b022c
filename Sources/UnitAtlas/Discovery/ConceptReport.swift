public import Analyses
import Annotations
import Foundation
import Reporting
import Store
import Tensors
import Units

/// What a concept's discovery found, for readers and for programs.
public struct ConceptReport: Sendable {
    public let request: ConceptRequest
    public let training: ConceptTraining
    /// Images with the concept, and all.
    public let positives: Int
    public let images: Int
    /// The units of the largest weights, with the mean contribution to the score of images with the concept.
    public let units: [RankedUnit]
    /// Share of the map's mass inside the concept's mask, over held-out images; nil where no mask is known.
    public let inside: Double?
    public let insideInterval: BootstrapIntervals.Interval?
    /// The mask's share of the pixels there, and how many images that is of.
    public let maskArea: Double
    public let maskedImages: Int
    public let withoutMask: Int
    public let unreadable: [String]
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
        // A map without positive values has none inside.
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

    /// `average precision 0.962 (0.931 to 0.989) on 300 images, 50 with it; by chance 0.167`
    var sentence: String {
        let test = training.test
        return "average precision \(Self.number(test.value))" + Self.range(test.interval)
            + " on \(test.images) images, \(test.positives) with it; by chance \(Self.number(test.chance))"
    }

    /// Lines of a name and what it says.
    public var text: String {
        let recipe = training.recipe
        let rounds = training.mining.rounds
        let entered = rounds.map { "\($0.entered)" }.filter { $0 != "0" }.joined(separator: ", ")
        var lines = [
            ("Concept", "\(request.name): \(positives) images with it, by \(request.positives.text)"),
            ("Without", "\(images - positives) images, \(request.negatives.text)"),
            (
                "Head",
                "\(request.name): SVM on \(training.head.unitCount) units, C \(HeadReport.short(recipe.cost ?? 1))"
                    + (training.candidates.count > 1 ? ", by cross-validation" : "")
                    + "; average precision \(Self.number(training.validated)) in \(recipe.folds) folds"
            ),
            (
                "Negatives",
                "\(rounds[0].negatives) at first, "
                    + (entered.isEmpty ? "and none hard" : "then \(entered) hard ones, until none entered")
                    + " (of \(training.split.training.count - trainingPositives))"
            ),
            ("Held out", sentence),
        ]
        if let inside {
            lines.append(
                (
                    "Map",
                    "\(Self.number(inside))\(Self.range(insideInterval)) of its positive mass inside the mask, which is"
                        + " \(Self.number(maskArea)) of the pixels (\(maskedImages) images)"
                ))
        }
        lines.append(("Units", units.prefix(6).map { "\($0.unit) " + Self.signed($0.weight) }.joined(separator: ", ")))
        if !training.mining.converged {
            lines.append(("Warning", "the solver stopped at its largest number of iterations"))
        }
        if let sheet { lines.append(("Sheet", sheet)) }
        return lines.map { $0.0.padding(toLength: 11, withPad: " ", startingAt: 0) + $0.1 + "\n" }.joined()
    }

    /// What is stored.
    func record(of kind: DiscoveryRecord.Kind, head: HeadID) -> DiscoveryRecord {
        DiscoveryRecord(
            kind: kind, name: request.name, head: head, figures: figuresJSON, configuration: configurationJSON)
    }

    private var trainingPositives: Int { training.training.positives }

    /// One JSON object.
    public var json: String { figuresJSON + "\n" }

    var figuresJSON: String {
        let test = training.test
        let recipe = training.recipe
        var members: [(String, String)] = [
            ("concept", JSONText.quoted(request.name)), ("positives", "\(positives)"),
            ("negatives", "\(images - positives)"), ("cost", HeadReport.short(recipe.cost ?? 1)),
            ("validated_average_precision", Self.number(training.validated, 6)),
            ("average_precision", Self.number(test.value, 6)),
            ("average_precision_interval", Self.json(test.interval)),
            ("chance", Self.number(test.chance, 6)), ("test_images", "\(test.images)"),
            ("test_positives", "\(test.positives)"),
            ("training_average_precision", Self.number(training.training.value, 6)),
        ]
        let rounds = training.mining.rounds.map {
            "{\"negatives\": \($0.negatives), \"hard\": \($0.hard), \"entered\": \($0.entered)}"
        }
        members.append(("mining", "[\(rounds.joined(separator: ", "))]"))
        members.append(("inside_mask", inside.map { Self.number($0, 6) } ?? "null"))
        members.append(("inside_mask_interval", Self.json(insideInterval)))
        members.append(("mask_area", inside == nil ? "null" : Self.number(maskArea, 6)))
        members.append(("masked_images", "\(maskedImages)"))
        let list = units.prefix(10).map { unit in
            "{\"unit\": \(unit.unit), \"weight\": \(unit.weight), \"mean_contribution\": "
                + (unit.meanContribution.map { "\($0)" } ?? "null") + "}"
        }
        members.append(("units", "[\(list.joined(separator: ", "))]"))
        if let sheet { members.append(("sheet", JSONText.quoted(sheet))) }
        return JSONText.lines(members)
    }

    /// Everything that the figures depend on.
    var configurationJSON: String {
        let recipe = training.recipe
        var members = [
            ("positives", JSONText.quoted(request.positives.text)),
            ("negatives", JSONText.quoted(request.negatives.text)), ("loss", JSONText.quoted(recipe.loss.rawValue)),
            ("pooling", JSONText.quoted(recipe.pooling.rawValue)), ("standardized", "\(recipe.standardizes)"),
            ("test_share", "\(recipe.testShare)"), ("folds", "\(recipe.folds)"), ("seed", "\(recipe.seed)"),
        ]
        if let objects = request.objects {
            members.append(("objects", JSONText.quoted(objects.text)))
            members.append(("object", JSONText.quoted(request.object ?? request.name)))
        }
        return JSONText.object(members)
    }

    static func number(_ value: Double, _ digits: Int = 3) -> String { String(format: "%.\(digits)f", value) }

    private static func signed(_ value: Float) -> String { String(format: "%+.2f", value) }

    /// ` (0.931 to 0.989)`
    static func range(_ interval: BootstrapIntervals.Interval?) -> String {
        interval.map { " (\(number($0.low)) to \(number($0.high)))" } ?? ""
    }

    static func json(_ interval: BootstrapIntervals.Interval?) -> String {
        interval.map { "[\(number($0.low, 6)), \(number($0.high, 6))]" } ?? "null"
    }
}
