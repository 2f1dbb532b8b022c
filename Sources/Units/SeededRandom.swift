/// A random number generator whose numbers depend on the seed alone and are the same on every machine (SplitMix64: Steele,
/// Lea and Flood, 2014).
///
/// It draws with integer arithmetic of its own, because the standard library may change how it draws from a generator.
package struct SeededRandom: Sendable {
    private var state: UInt64
    /// What the state grows by with each number: 2⁶⁴ over the golden ratio, odd.
    package static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Creates the generator of a seed.
    package init(seed: UInt64) { state = seed }

    /// Creates the generator of one item (an image, a block of images, a patch) of a stream of items.
    package init(seed: UInt64, _ stream: UInt64, _ place: UInt64) {
        var mixer = SeededRandom(seed: seed)
        var inner = SeededRandom(seed: mixer.next() ^ stream)
        state = inner.next() &+ place &* 0xD1B5_4A32_D192_ED03
        state = next()
    }

    /// Returns the next 64 random bits.
    package mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// SplitMix64's finalizer: a bijection after which each bit depends on all bits of `state`.
    package static func mixed(_ state: UInt64) -> UInt64 {
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// Returns a number in 0..<count.
    package mutating func below(_ count: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(count)).high) }

    /// Returns `list` in random order (Fisher and Yates).
    package mutating func shuffled<Element>(_ list: [Element]) -> [Element] {
        var list = list
        for last in stride(from: list.count - 1, to: 0, by: -1) { list.swapAt(last, below(last + 1)) }
        return list
    }
}
