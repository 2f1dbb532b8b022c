/// The largest of some values. Equal values are ordered by index, which is part of every result (ties are common: many
/// activations saturate).
package enum Largest {
    /// Returns the indices of the `count` largest values, largest first.
    package static func indices(_ values: [Float], count: Int = .max) -> [Int] { select(values, count) }

    /// Returns the indices of the `count` largest values, largest first.
    package static func indices(_ values: [Double], count: Int = .max) -> [Int] { select(values, count) }

    /// Returns the index of the largest value (the first of several); nil for no values.
    package static func index(_ values: Span<Float>) -> Int? {
        guard values.count > 0 else { return nil }
        var best = 0
        for index in values.indices where values[index] > values[best] { best = index }
        return best
    }

    /// Returns the index of the largest value (the first of several); nil for no values.
    package static func index<Value: Comparable>(_ values: [Value]) -> Int? {
        var best: Int?
        for index in values.indices where best.map({ values[index] > values[$0] }) ?? true { best = index }
        return best
    }

    /// A short list is kept sorted while the values pass; more than this many are sorted at once.
    private static let shortList = 32

    private static func select<Value: Comparable>(_ values: [Value], _ count: Int) -> [Int] {
        guard count > 0 else { return [] }
        guard count <= shortList else {
            let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
            return Array(order.prefix(count))
        }
        var best: [Int] = []
        for index in values.indices {
            if best.count == count, values[index] <= values[best[count - 1]] { continue }
            let place = best.firstIndex { values[index] > values[$0] } ?? best.count
            best.insert(index, at: place)
            if best.count > count { best.removeLast() }
        }
        return best
    }
}
