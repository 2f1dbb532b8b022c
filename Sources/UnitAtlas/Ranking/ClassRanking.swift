public import Analyses
import Annotations
public import Reporting
public import Store
public import Units

/// All units of an atlas, ranked for one class by weight or by another measure: from the largest value to the most negative.
///
/// `reversed()` lists first the units that argue most strongly against the class.
public struct ClassRanking: Sendable, RandomAccessCollection {
    /// The class.
    public let record: ClassRecord
    /// What the units are ranked by.
    public let measure: UnitMeasure
    /// The images that mean contributions are over; nil if the class has none.
    public let activation: ClassActivation?
    /// Sentences that a reader of the numbers needs: what the means are over, and where contributions do not add up.
    public let remarks: [String]

    private let units: [RankedUnit]
    /// The units' best concepts; empty if no names are stored.
    private let concepts: [UnitID: UnitConceptRecord]

    init(_ atlas: Atlas, _ record: ClassRecord, _ head: AtlasHead, by measure: UnitMeasure) throws {
        (self.record, self.measure) = (record, measure)
        let evidence = try atlas.evidence(of: record, head: head, for: measure)
        activation = evidence.activation
        units = UnitRanking.units(evidence.units, by: measure)
        concepts = try atlas.reader.bestConcepts()
        remarks = Self.remarks(activation, head.form, isComplete: atlas.isComplete)
    }

    /// 0.
    public var startIndex: Int { 0 }
    /// The number of units.
    public var endIndex: Int { units.count }
    /// The unit at a position; its `place` is the position plus 1.
    public subscript(position: Int) -> RankedUnit { units[position] }

    /// The concept that a unit detects best; nil if no names are stored, or none for this unit.
    public func concept(of unit: UnitID) -> UnitConceptRecord? { concepts[unit] }

    /// Returns the share of the evidence for the class, or against it, that the first `limit` units carry; nil if the class
    /// has no images.
    public func evidence(limit: Int, against: Bool = false) -> EvidenceShare? {
        EvidenceShare(of: listed(limit, against), among: units, against: against)
    }

    private func listed(_ limit: Int, _ against: Bool) -> [RankedUnit] {
        against ? Array(reversed().prefix(limit)) : Array(prefix(limit))
    }

    package static func remarks(_ activation: ClassActivation?, _ form: HeadForm, isComplete: Bool) -> [String] {
        var remarks: [String] = []
        switch activation {
        case nil where isComplete:
            remarks.append("no image of the class is indexed, so mean_contribution and share are unknown")
        case nil: remarks.append("mean_contribution and share are unknown until indexing finishes")
        case .some(let activation) where activation.basis == .prediction:
            let images = NumberFormat.count(activation.images, "image")
            remarks.append("no image has a label; means are over the \(images) predicted as the class")
        case .some: break
        }
        if let sentence = form.sentenceWhereNotLinear { remarks.append(sentence) }
        return remarks
    }

    /// The first `limit` units as a table, with their best concepts where names are stored, and with further columns for
    /// units that are not ranked by weight.
    ///
    /// - Parameter against: Whether to list the units that argue most strongly against the class, strongest first.
    public func table(limit: Int, against: Bool = false) -> ResultTable {
        let isByWeight = measure == .weight
        return ResultTable(
            columns: Self.columns + (isByWeight ? [] : ["by_rank", "margin_drop"]),
            rows: listed(limit, against).map {
                row($0) + (isByWeight ? [] : [.count($0.place), .number($0.marginDrop)])
            }, optional: Self.optional)
    }

    /// The first `limit` units with the ranks that other measures give them: further columns of the same table.
    public func table(limit: Int, comparedBy comparison: RankingComparison) -> ResultTable {
        ResultTable(
            columns: Self.columns + RankingComparison.columns,
            rows: prefix(limit).map { row($0) + comparison.cells(of: $0.unit) }, optional: Self.optional)
    }

    private static let columns = ["rank", "unit", "weight", "mean_contribution", "share", "concept", "concept_iou"]
    private static let optional: Set = ["concept", "concept_iou", "margin_drop"]

    private func row(_ entry: RankedUnit) -> [ResultTable.Cell] {
        let name = concepts[entry.unit]
        return [
            .integer(Int64(entry.rank)), .integer(Int64(entry.unit.value)), .number(entry.weight),
            .number(entry.meanContribution), .number(entry.share), .optional(name?.concept),
            .number(name?.intersectionOverUnion),
        ]
    }
}

extension Atlas {
    /// Ranks all units for a class.
    ///
    /// - Parameters:
    ///   - name: The class's index, wnid, name, one of its synonyms, or a part of its name that no other class has.
    ///   - head: A head of the atlas; nil is the network's own.
    ///   - measure: What the units are ranked by.
    /// - Throws: `UnitAtlasError.classNotFound`, with the candidates where there are several; `UnitAtlasError.atlas` with
    ///   `.unrankedClass` for a measure over images of a class that has none; `UnitAtlasError.head` with
    ///   `.noStoredAblation`.
    public func ranking(
        of name: String, head: String? = nil, by measure: UnitMeasure = .weight
    ) throws -> ClassRanking {
        let head = try self.head(head)
        return try ClassRanking(self, ClassResolver(head.classes).resolve(name), head, by: measure)
    }

    /// Ranks all units for a class of a head; nil is the network's own.
    public func ranking(
        of record: ClassRecord, head: String? = nil, by measure: UnitMeasure = .weight
    ) throws -> ClassRanking {
        try ClassRanking(self, record, self.head(head), by: measure)
    }
}

extension HeadForm {
    /// What keeps mean contributions from adding up to the logit; nil if nothing does.
    package var sentenceWhereNotLinear: String? {
        guard case .linearThenPool(true, _) = self else { return nil }
        return
            "the head is not linear: it applies ReLU before averaging, so contributions do not add up to the logit"
    }
}
