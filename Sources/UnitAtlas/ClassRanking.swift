import Analyses
import Store
public import Units

/// The units of one class of an atlas, ranked by weight.
public struct ClassRanking: Sendable {
    public let classRecord: ClassRecord
    /// All units, from the largest weight to the most negative.
    public let units: [(unit: UnitID, rank: Int, weight: Float, meanContribution: Double?, share: Double?)]

    /// Reads the atlas at `path` and ranks the units of the class that `name` stands for.
    ///
    /// - Parameter headName: A head of the atlas; nil is the network's own.
    public init(atlas path: String, class name: String, head headName: String? = nil) throws {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        let head = try AtlasHead(reader, named: headName)
        classRecord = try ClassResolver(head.classes).resolve(name)
        let mean = try head.activation(of: classRecord.id)?.mean
        units = UnitRanking.units(of: classRecord.id, head: head.head, meanPooled: mean).map {
            ($0.unit, $0.rank, $0.weight, $0.meanContribution, $0.share)
        }
    }

    /// The first `limit` units; with `against`, those that argue most strongly against the class, strongest first.
    public func table(limit: Int, against: Bool = false) -> ResultTable {
        let listed = against ? Array(units.reversed().prefix(limit)) : Array(units.prefix(limit))
        return ResultTable(
            columns: ["rank", "unit", "weight", "mean_contribution", "share"],
            rows: listed.map {
                [
                    .integer(Int64($0.rank)), .integer(Int64($0.unit.value)), .number($0.weight),
                    .number($0.meanContribution), .number($0.share),
                ]
            })
    }
}
