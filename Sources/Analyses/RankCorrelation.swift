/// The agreement of two rankings of the same items.
package enum RankCorrelation {
    /// Returns Spearman's ρ: the correlation of the ranks, where equal values share the mean of their ranks; nil if one of the
    /// lists is constant.
    package static func spearman(_ a: [Double], _ b: [Double]) -> Double? {
        Statistics.correlation(ranks(a), ranks(b))
    }

    /// Returns the rank of each value, from 1 for the smallest.
    static func ranks(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
        var ranks = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + end + 1) / 2 }
            start = end
        }
        return ranks
    }
}
