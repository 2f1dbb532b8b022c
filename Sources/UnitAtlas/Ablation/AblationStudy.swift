public import Analyses
import Store
import Tensors
public import Units

/// What each unit of an atlas is worth to each class: taken from the stored pooled activations, or, where the head is not
/// linear in them, from maps that the network makes anew.
public struct AblationStudy: Sendable {
    /// Which labelled images count.
    public enum Part: String, Sendable, CaseIterable {
        case all
        /// Of a trained head, those that it was fitted to, or those that it was not.
        case train
        case test
    }

    public let classes: [ClassRecord]
    public let ablation: UnitAblation
    /// The head's name.
    public let headName: String
    public let part: Part
    private let method: AblationRecord.Method
    let origin: String

    private let reader: AtlasReader
    private let head: AtlasHead
    /// All of it.
    private let weights: Head

    /// Takes every unit away in turn from every labelled image.
    ///
    /// - Parameters:
    ///   - places: Where network and images lie, for a head that is not linear in pooled activations.
    ///   - progress: Called on the calling thread while the network runs.
    /// - Throws: One sentence, as for images without labels.
    public init(
        atlas path: String, head headName: String? = nil, part: Part = .all, places: AblationPlaces = .init(),
        progress: (IndexProgress) -> Void = { _ in }
    ) throws {
        reader = try AtlasReader(path: path)
        let head = try AtlasHead(reader, named: headName)
        self.head = head
        weights = try head.head
        guard head.classes.count > 1 else {
            throw UnitAtlasError.request(
                "The head “\(head.name)” gives one number and not classes: what classes lose without a unit cannot be said"
                    + " of it; its units are ranked by `rank`.")
        }
        method = head.form == .poolThenLinear ? .pooled : .maps
        var ablation = UnitAblation(head: weights)
        switch method {
        case .pooled:
            try Self.forEachLabelled(head, part) { features, labels in
                ablation.add(features: features, labels: labels)
            }
        case .maps:
            let images = try reader.images().compactMap { record -> (String, ClassID)? in
                guard record.status == .indexed, part == .all else { return nil }
                return head.label(of: record).map { (record.path, $0) }
            }
            ablation = try MapAblation.run(atlas: path, images: images, places, progress: progress)
        }
        guard ablation.accuracy.total > 0 else {
            throw UnitAtlasError.request(
                "\(path): no image \(part == .all ? "" : "that belongs to \(part.rawValue) ")has a label among the classes of"
                    + " the head “\(head.name)”, and what a class loses shows on its images.")
        }
        self.ablation = ablation
        self.part = part
        classes = head.classes
        self.headName = head.name
        origin =
            "\(reader.header.modelName), layer \(reader.header.layer)" + (head.isNative ? "" : ", head \(head.name)")
    }

    /// Hands out features [n, U] with labels, several images at a time, those that do not count with none.
    private static func forEachLabelled(
        _ head: AtlasHead, _ part: Part, _ body: (Tensor, [ClassID?]) throws -> Void
    ) throws {
        try head.forEachBatch { records, features in
            let labels = records.map { record -> ClassID? in
                guard part == .all || head.split(of: record.path)?.rawValue == part.rawValue else { return nil }
                return head.label(of: record)
            }
            try body(features, labels)
        }
    }

    /// Whether the network ran again, the head not being linear in pooled activations.
    public var usesMaps: Bool { method == .maps }

    public var unitCount: Int { weights.unitCount }

    /// Over how many images, and how right they are with all units.
    public func summary(of record: ClassRecord?) -> String {
        let share = record.map { ablation.accuracy(of: $0.id) } ?? ablation.accuracy
        let subject = record.map { "class \($0.id): \($0.name), " } ?? "\(ablation.classes.count) classes, "
        return subject + HeadReport.described(.accuracy(share))
    }

    /// Stores what every class loses without each unit in the atlas, for the view `unit_ranking`.
    ///
    /// - Throws: `UnitAtlasError.request` for a part of the images: what is stored is over all.
    public func store() throws {
        guard part == .all else {
            throw UnitAtlasError.request("What is stored is over all labelled images: leave --part out.")
        }
        let effects = ablation.classes.flatMap { id in
            ablation.effects(on: id).map { effect in
                AblationRecord(
                    classID: effect.classID, unit: effect.unit, images: effect.images,
                    accuracyDrop: effect.accuracyDrop, marginDrop: effect.marginDrop, logitDrop: effect.logitDrop)
            }
        }
        let editor = try AtlasEditor(path: reader.path)
        defer { editor.close() }
        try editor.save(effects, of: head.id, method: method)
    }

    /// The rankings of a class's units side by side: by weight, by mean contribution, by the damage of their absence.
    public func comparison(of id: ClassID) throws -> RankingComparison {
        RankingComparison(
            UnitRanking.units(of: id, head: weights, meanPooled: try head.activation(of: id)?.mean),
            effects: ablation.effects(on: id))
    }

    /// The units of a class in the order of the damage that their absence does.
    public func table(of id: ClassID, units chosen: [UnitID] = [], limit: Int) -> ResultTable {
        let activation = try? head.activation(of: id)
        let ranks = UnitRanking.units(of: id, head: weights, meanPooled: activation?.mean)
        let byUnit = Dictionary(uniqueKeysWithValues: ranks.map { ($0.unit, $0) })
        let effects = ablation.effects(on: id).filter { chosen.isEmpty || chosen.contains($0.unit) }
            .sorted(by: UnitEffect.damages)
        return ResultTable(
            columns: [
                "unit", "accuracy_drop", "margin_drop", "logit_drop", "images", "weight", "weight_rank",
            ],
            rows: effects.prefix(limit).map { effect in
                [
                    .integer(Int64(effect.unit.value)), .number(effect.accuracyDrop), .number(effect.marginDrop),
                    .number(effect.logitDrop), .integer(Int64(effect.images)), .number(byUnit[effect.unit]?.weight),
                    byUnit[effect.unit].map { .integer(Int64($0.rank)) } ?? .null,
                ]
            })
    }

    /// The units in the order of the damage that their absence does to all classes together.
    public func totals(units chosen: [UnitID] = [], limit: Int) -> ResultTable {
        let totals = ablation.totals.filter { chosen.isEmpty || chosen.contains($0.unit) }.sorted { a, b in
            if a.lost != b.lost { return a.lost > b.lost }
            return a.marginDrop != b.marginDrop ? a.marginDrop > b.marginDrop : a.unit < b.unit
        }
        return ResultTable(
            columns: ["unit", "images_lost", "accuracy_drop", "margin_drop", "logit_drop", "most_hurt"],
            rows: totals.prefix(limit).map { total in
                [
                    .integer(Int64(total.unit.value)), .integer(Int64(total.lost)), .number(total.accuracyDrop),
                    .number(total.marginDrop), .number(total.logitDrop),
                    total.worst.map { .text(classes[$0.value].shortName) } ?? .null,
                ]
            })
    }

    /// Taking away more and more units, from one class or from each class with images, its own ones each time.
    public func sets(of id: ClassID? = nil, count: Int) throws -> AblationSets {
        guard method == .pooled else {
            throw UnitAtlasError.request(
                "Sets of units are taken away from pooled activations, in which the head “\(headName)” is not linear: its"
                    + " average comes after a ReLU. Single units can be taken away: leave --sets out.")
        }
        var rows: [ClassID: [Float]] = [:]
        let units = weights.unitCount
        try Self.forEachLabelled(head, part) { features, labels in
            for (row, label) in labels.enumerated() {
                guard let label, id == nil || label == id else { continue }
                rows[label, default: []] += features.values[row * units..<(row + 1) * units]
            }
        }
        let byClass = rows.sorted { $0.key < $1.key }.map { label, values in
            (id: label, features: Tensor(shape: [values.count / units, units], values: values))
        }
        guard let sets = AblationSets(classes: byClass, head: weights, count: count) else {
            throw UnitAtlasError.request(
                "The class \(id.map { classes[$0.value].name } ?? "") has no image with its label.")
        }
        return sets
    }
}
