public import Analyses
public import Reporting
import Store
public import Units

/// The effect of each unit of an atlas on the classes of a head.
public struct AblationStudy: Sendable {
    /// Which labelled images count.
    public enum Part: String, Sendable, CaseIterable {
        case all
        /// The images that a trained head was fitted on, or those held out.
        case train
        case test
    }

    /// The head and the images.
    public let input: AblationInput
    /// The effect of removing each unit on each class.
    public let ablation: UnitAblation
    /// A sentence for each image that could not be read.
    public let unreadable: [String]

    private var head: AtlasHead { input.head }
    private var weights: Head { input.weights }

    /// Removes each unit in turn from every image of the input.
    ///
    /// - Parameter progress: Called on the calling thread while the network runs.
    public init(_ input: AblationInput, progress: (IndexProgress) -> Void = { _ in }) throws {
        self.input = input
        let outcome = try input.sum(into: UnitAblation(head: input.weights), progress: progress)
        (ablation, unreadable) = (outcome.sum, outcome.unreadable)
    }

    /// The number of images, and the accuracy with all units.
    public var summary: String { input.described(ablation.accuracy, classes: ablation.classes.count) }

    /// Stores the effects of all units on all classes in the atlas, for the view `unit_ranking`.
    ///
    /// - Throws: `UnitAtlasError.head` if the ablation covers only a part of the images or classes, or if images cannot
    ///   be read.
    public func store() throws {
        guard input.part == .all, input.record == nil else { throw UnitAtlasError.head(.partialAblation) }
        guard unreadable.isEmpty else {
            throw UnitAtlasError.head(
                .incompleteAblation(unreadable: unreadable.count, first: unreadable[0]))
        }
        let effects = ablation.classes.flatMap { id in
            ablation.effects(on: id).map { effect in
                AblationRecord(
                    classID: effect.classID, unit: effect.unit, images: effect.images,
                    accuracyLost: effect.accuracyLost, accuracyGained: effect.accuracyGained,
                    accuracyDrop: effect.accuracyDrop, marginDrop: effect.marginDrop, logitDrop: effect.logitDrop)
            }
        }
        try input.atlas.edit { try $0.save(effects, of: head.id, method: input.usesMaps ? .maps : .pooled) }
    }

    /// Returns the rankings of the units of a class side by side: by weight, by mean contribution, and by the effect of
    /// removing them.
    public func comparison(of id: ClassID) throws -> RankingComparison {
        RankingComparison(
            UnitRanking.units(of: id, head: weights, meanPooled: try head.activation(of: id)?.mean),
            effects: ablation.effects(on: id))
    }

    /// Returns the units in the order of the effect of removing them: on the input's class, or on all classes together.
    public func table(units chosen: [UnitID] = [], limit: Int) -> ResultTable {
        input.record.map { table(of: $0.id, units: chosen, limit: limit) } ?? totals(units: chosen, limit: limit)
    }

    private static let columns = [
        "unit", "accuracy_drop", "accuracy_lost", "accuracy_gained", "margin_drop", "logit_drop", "images", "weight",
        "weight_rank", "images_lost", "images_gained", "most_hurt", "most_hurt_name",
    ]
    /// The columns that apply only to one class, or only to all classes together.
    private static let optional: Set = [
        "images", "weight", "weight_rank", "images_lost", "images_gained", "most_hurt", "most_hurt_name",
    ]

    private func table(of id: ClassID, units chosen: [UnitID], limit: Int) -> ResultTable {
        let ranks = UnitRanking.units(of: id, head: weights, meanPooled: nil)
        let byUnit = Dictionary(ranks.map { ($0.unit, $0) }) { first, _ in first }
        let effects = ablation.effects(on: id).filter { chosen.isEmpty || chosen.contains($0.unit) }
            .sorted(by: UnitEffect.isMoreHarmful)
        return ResultTable(
            columns: Self.columns,
            rows: effects.prefix(limit).map { effect in
                [
                    .integer(Int64(effect.unit.value)), .number(effect.accuracyDrop), .number(effect.accuracyLost),
                    .number(effect.accuracyGained), .number(effect.marginDrop), .number(effect.logitDrop),
                    .integer(Int64(effect.images)), .number(byUnit[effect.unit]?.weight),
                    .count(byUnit[effect.unit]?.rank), .integer(Int64(effect.lost)), .integer(Int64(effect.gained)),
                    .null, .null,
                ]
            }, optional: Self.optional)
    }

    private func totals(units chosen: [UnitID], limit: Int) -> ResultTable {
        let totals = ablation.totals.filter { chosen.isEmpty || chosen.contains($0.unit) }.sorted { a, b in
            let (x, y) = (a.lost - a.gained, b.lost - b.gained)
            if x != y { return x > y }
            return a.marginDrop != b.marginDrop ? a.marginDrop > b.marginDrop : a.unit < b.unit
        }
        return ResultTable(
            columns: Self.columns,
            rows: totals.prefix(limit).map { total in
                [
                    .integer(Int64(total.unit.value)), .number(total.accuracyDrop), .number(total.accuracyLost),
                    .number(total.accuracyGained), .number(total.marginDrop),
                    .number(total.logitDrop), .null, .null, .null, .integer(Int64(total.lost)),
                    .integer(Int64(total.gained)),
                    .count(total.worst?.value), .optional(total.worst.map { input.classes[$0.value].shortName }),
                ]
            }, optional: Self.optional)
    }
}

extension Atlas {
    /// The images and the head of an ablation: the input of ``AblationStudy`` and ``AblationPlot``.
    public func ablation(_ request: AblationRequest = AblationRequest()) throws -> AblationInput {
        try AblationInput(self, request)
    }
}
