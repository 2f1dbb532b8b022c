package import Tensors

/// A small generator whose numbers depend on its seed alone (splitmix64: Steele, Lea and Flood, 2014).
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

extension Tensor {
    /// A tensor of even random numbers, multiples of 2⁻²² in `range`'s width, the same for the same seed everywhere.
    package static func random(_ shape: Shape, seed: UInt64, in range: ClosedRange<Float> = -1...1) -> Tensor {
        var generator = SeededGenerator(seed: seed)
        let width = range.upperBound - range.lowerBound
        let values = (0..<shape.count).map { _ in
            range.lowerBound + width * Float(generator.next() >> 42) / Float(1 << 22)
        }
        return Tensor(shape: shape, values: values)
    }
}
