/// The part of the evidence for or against a class that some of its units carry.
public struct EvidenceShare: Sendable, Equatable {
    /// The number of these units.
    public let units: Int
    /// The sum of the units' positive mean contributions over the sum of all units', 0...1; of negative ones for the
    /// evidence against the class.
    public let share: Double

    /// Whether the units carry less than a tenth of the evidence, so that they hardly explain the class.
    public var isLow: Bool { share < 0.1 }

    /// The share of `listed`, units of `all`; nil without mean contributions, and if there is no such evidence.
    package init?(of listed: some Collection<RankedUnit>, among all: [RankedUnit], against: Bool = false) {
        func sum(_ units: some Sequence<RankedUnit>) -> Double {
            units.reduce(0) { $0 + max(0, (against ? -1 : 1) * ($1.meanContribution ?? 0)) }
        }
        let whole = sum(all)
        guard whole > 0 else { return nil }
        (units, share) = (listed.count, sum(listed) / whole)
    }
}
