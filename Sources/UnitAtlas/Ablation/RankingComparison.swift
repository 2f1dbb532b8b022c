import Analyses
import Reporting
import Units

/// The units of a class, ranked by three measures of their importance.
public struct RankingComparison: Sendable {
    private let ranked: [RankedUnit]
    private let effects: [UnitID: UnitEffect]
    private let contributionRanks: [UnitID: Int]
    private let ablationRanks: [UnitID: Int]

    /// - Parameter effects: The effects of removing the same units; empty for a class without images.
    init(_ ranked: [RankedUnit], effects: [UnitEffect]) {
        self.ranked = ranked
        self.effects = Dictionary(effects.map { ($0.unit, $0) }) { first, _ in first }
        let contributing = ranked.filter { $0.meanContribution != nil }.sorted { a, b in
            let (x, y) = (a.meanContribution ?? 0, b.meanContribution ?? 0)
            return x != y ? x > y : a.unit < b.unit
        }
        contributionRanks = Self.places(contributing.map(\.unit))
        ablationRanks = Self.places(effects.sorted(by: UnitEffect.isMoreHarmful).map(\.unit))
    }

    private static func places(_ units: [UnitID]) -> [UnitID: Int] {
        Dictionary(units.enumerated().map { ($0.element, $0.offset + 1) }) { first, _ in first }
    }

    /// A sentence with Spearman's rank correlations over all units; nil for a class without images.
    public var correlations: String? {
        guard !effects.isEmpty else { return nil }
        func numbers(_ ranks: [UnitID: Int]) -> [Double] { ranked.map { Double(ranks[$0.unit] ?? 0) } }
        let orders = [
            ("weight", ranked.map { Double($0.rank) }), ("mean contribution", numbers(contributionRanks)),
            ("ablation", numbers(ablationRanks)),
        ]
        let pairs = [(0, 1), (0, 2), (1, 2)].map { a, b in
            let value = RankCorrelation.spearman(orders[a].1, orders[b].1) ?? 0
            return "\(orders[a].0) and \(orders[b].0) \(NumberFormat.short(value))"
        }
        return "rank correlation over \(NumberFormat.count(ranked.count, "unit")): \(pairs.joined(separator: ", "))"
    }

    /// The columns of ``cells(of:)``.
    static let columns = ["contribution_rank", "accuracy_drop", "margin_drop", "ablation_rank"]

    /// Returns the measures of a unit other than its weight; null for a class without images.
    func cells(of unit: UnitID) -> [ResultTable.Cell] {
        [
            .count(contributionRanks[unit]), .number(effects[unit]?.accuracyDrop), .number(effects[unit]?.marginDrop),
            .count(ablationRanks[unit]),
        ]
    }
}
