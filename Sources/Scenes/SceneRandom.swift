/// Numbers that depend on a seed alone, the same on every machine (splitmix64: Steele, Lea and Flood, 2014).
///
/// Everything is made of integers, and shuffling is written out here: the standard library may change how it does so.
struct SceneRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Of a seed and the place in it: an image, a block of images.
    init(seed: UInt64, _ stream: UInt64, _ place: UInt64) {
        var mixer = SceneRandom(seed: seed)
        var inner = SceneRandom(seed: mixer.next() ^ stream)
        state = inner.next() &+ place &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0..<count.
    mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

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
