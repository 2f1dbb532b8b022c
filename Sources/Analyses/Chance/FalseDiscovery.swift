/// The false discovery rate: the expected share of wrong findings among all findings.
public enum FalseDiscovery {
    /// The rate below which a finding counts.
    public static let rate = 0.05

    /// Returns p-values adjusted for their number, in the same order (Benjamini and Hochberg, 1995): the findings with a
    /// value of at most `rate` have at most that expected share of wrong ones.
    ///
    /// - Parameter p: Values in 0...1.
    package static func adjusted(_ p: [Double]) -> [Double] {
        var adjusted = p
        var smallest = 1.0
        let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
        for (place, index) in order.enumerated().reversed() {
            smallest = min(smallest, p[index] * Double(p.count) / Double(place + 1))
            adjusted[index] = smallest
        }
        return adjusted
    }
}
