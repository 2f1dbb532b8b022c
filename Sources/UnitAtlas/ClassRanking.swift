import Analyses
import Annotations
public import Reporting
import Store
public import Units

/// The units of one class of an atlas, ranked by weight.
public struct ClassRanking: Sendable {
    public let classRecord: ClassRecord
    /// All units, from the largest weight to the most negative.
    public let units: [(unit: UnitID, rank: Int, weight: Float, meanContribution: Double?, share: Double?)]

    /// The units' best concepts; empty where no names are stored.
    private let names: [UnitID: UnitConceptRecord]

    /// What a reader of the numbers has to know: sentences about where they come from.
    public let remarks: [String]

    /// Reads the atlas at `path` and ranks the units of the class that `name` stands for.
    ///
    /// - Parameter headName: A head of the atlas; nil is the network's own.
    public init(atlas path: String, class name: String, head headName: String? = nil) throws {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        let head = try AtlasHead(reader, named: headName)
        classRecord = try ClassResolver(head.classes).resolve(name)
        let activation = try head.activation(of: classRecord.id)
        units = UnitRanking.units(by: try head.weights(of: classRecord.id), meanPooled: activation?.mean).map {
            ($0.unit, $0.rank, $0.weight, $0.meanContribution, $0.share)
        }
        names = try reader.bestConcepts()
        remarks = Self.remarks(activation, head.form, isComplete: reader.isComplete)
    }

    static func remarks(_ activation: ClassActivation?, _ form: HeadForm, isComplete: Bool) -> [String] {
        var remarks: [String] = []
        switch activation {
        case nil where isComplete:
            remarks.append("no image of the class is indexed: mean_contribution and share are not known")
        case nil: remarks.append("mean_contribution and share are reckoned when indexing has finished")
        case .some(let activation) where activation.basis == .prediction:
            let images = activation.images == 1 ? "the 1 image" : "the \(activation.images) images"
            remarks.append("no image has a label: means are over \(images) that the network takes for the class")
        case .some: break
        }
        if let sentence = form.sentenceWhereNotLinear { remarks.append(sentence) }
        return remarks
    }

    /// The first `limit` units, with their best concepts where names are stored; with `against`, those that argue most strongly against the class, strongest first.
    public func table(limit: Int, against: Bool = false) -> ResultTable {
        let listed = against ? Array(units.reversed().prefix(limit)) : Array(units.prefix(limit))
        return ResultTable(
            columns: ["rank", "unit", "weight", "mean_contribution", "share"]
                + (names.isEmpty ? [] : ["concept", "iou"]),
            rows: listed.map { entry in
                let name = names[entry.unit]
                let row: [ResultTable.Cell] = [
                    .integer(Int64(entry.rank)), .integer(Int64(entry.unit.value)), .number(entry.weight),
                    .number(entry.meanContribution), .number(entry.share),
                ]
                let named: [ResultTable.Cell] = [
                    name.map { .text($0.concept) } ?? .null, .number(name?.intersectionOverUnion),
                ]
                return row + (names.isEmpty ? [] : named)
            })
    }
}
extension HeadForm {
    /// What keeps mean contributions from adding up to the logit; nil where nothing does.
    var sentenceWhereNotLinear: String? {
        guard case .linearThenPool(true, _) = self else { return nil }
        return
            "the head is not linear: it rectifies the class's map before it averages, so contributions do not add up to"
            + " the logit"
    }
}
