/// Numbers that depend on a seed alone, the same on every machine (splitmix64: Steele, Lea and Flood, 2014).
///
/// Everything is made of integers: the standard library may change how it draws from a generator.
public struct SeededRandom: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    /// Of a seed and the place in it: an image, a block of images, a patch.
    public init(seed: UInt64, _ stream: UInt64, _ place: UInt64) {
        var mixer = SeededRandom(seed: seed)
        var inner = SeededRandom(seed: mixer.next() ^ stream)
        state = inner.next() &+ place &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// 0..<count.
    public mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    /// `list` in another order (Fisher and Yates); written out, so that it stays what it is.
    public mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        var list = list
        for last in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(last, below(last + 1)) }
        return list
    }
}
