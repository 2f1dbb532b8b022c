/// How far two orders of the same things agree.
public enum RankCorrelation {
    /// Spearman's ρ: the correlation of the ranks, equal values sharing the mean of theirs; nil where one side is all equal
    /// or there are fewer than two.
    public static func spearman(_ a: [Double], _ b: [Double]) -> Double? {
        precondition(a.count == b.count, "\(a.count) and \(b.count) values")
        let (x, y) = (ranks(a), ranks(b))
        let middle = Double(a.count + 1) / 2
        var (product, left, right) = (0.0, 0.0, 0.0)
        for index in a.indices {
            product += (x[index] - middle) * (y[index] - middle)
            left += (x[index] - middle) * (x[index] - middle)
            right += (y[index] - middle) * (y[index] - middle)
        }
        return left > 0 && right > 0 ? product / (left * right).squareRoot() : nil
    }

    /// From 1, smallest first.
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
