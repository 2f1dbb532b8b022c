import Units

/// What the scenes draw their chances from; shuffling is written out, so that it stays what it is.
typealias SceneRandom = SeededRandom

extension SeededRandom {
    mutating func from(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// True in `percent` of 100 cases.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of `list`, which is not empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// `list` in another order (Fisher and Yates).
    mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        var list = list
        for last in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(last, below(last + 1)) }
        return list
    }
}
