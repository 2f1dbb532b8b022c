import Units

/// The random choices of scenes.
typealias SceneRandom = SeededRandom

extension SeededRandom {
    mutating func from(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    /// Returns true with a probability of `percent` %.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// Returns a random element of `list`, which must not be empty.
    mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
}
