/// A part of a unit's range of activations, with the items whose activation lies in it.
package struct ActivationBin: Sendable, Equatable {
    /// The smallest and the largest activation in the bin.
    package let range: ClosedRange<Float>
    /// Indices of the items, by activation, smallest first; equal ones by index.
    package let members: [Int]

    /// Returns `count` members, or all if there are no more, at evenly spaced places of the bin; the largest activation
    /// first.
    package func spread(_ count: Int) -> [Int] {
        guard members.count > count else { return members.reversed() }
        return (0..<count).map { members[(2 * $0 + 1) * members.count / (2 * count)] }.reversed()
    }
}

extension ActivationBin {
    /// Divides items by the quantiles of their activations into at most `count` bins of about the same size; the bin with the
    /// largest activations comes first.
    ///
    /// Items with exactly the same activation are in one bin, so that bins may be larger, and fewer, where many are equal.
    /// Of a unit without negative activations, those with an activation of exactly 0, which a ReLU gives to many images, form a
    /// bin of their own, one more than `count`.
    package static func bins(_ values: [Float], count: Int) -> [ActivationBin] {
        precondition(count > 0, "\(count) bins")
        let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
        let isRectified = order.first.map { values[$0] >= 0 } ?? false
        let active = isRectified ? order.filter { values[$0] != 0 } : order
        var bins: [ActivationBin] = []
        var start = 0
        for bin in 1...count {
            var end = bin * active.count / count
            while end > 0, end < active.count, values[active[end]] == values[active[end - 1]] { end += 1 }
            guard end > start else { continue }
            bins.append(
                ActivationBin(
                    range: values[active[start]]...values[active[end - 1]], members: Array(active[start..<end])))
            start = end
        }
        if active.count < order.count {
            bins.insert(ActivationBin(range: 0...0, members: order.filter { values[$0] == 0 }), at: 0)
        }
        return bins.reversed()
    }
}
