/// A sum of doubles without rounding, so that its value depends neither on their order nor on how they were grouped.
///
/// A double is a whole number of at most 53 bits times a power of two. Powers are taken 32 at a time: each such range
/// has a limb of 128 bits, in which 2⁴² numbers find room. Only the range that occurs takes memory: a limb or two for
/// most units.
struct ExactSum: Sendable, Equatable {
    /// Each counts multiples of 2^(32 · (first + place) − 1075); neither the first nor the last was never added to.
    private(set) var limbs: [Int128] = []
    private(set) var first = 0

    /// Limbs that the doubles have.
    static let limbCount = 64

    init() {}

    /// Resumes from stored limbs; nil if there are too many.
    init?(first: Int, limbs: [Int128]) {
        guard first >= 0, first + limbs.count <= Self.limbCount else { return nil }
        self.first = limbs.isEmpty ? 0 : first
        self.limbs = limbs
    }

    /// - Precondition: `value` is finite.
    mutating func add(_ value: Double) {
        precondition(value.isFinite, "\(value)")
        guard value != 0 else { return }
        // Numbers below the least normal one have the same last place as it.
        let field = max(1, Int(value.exponentBitPattern))
        let digits = value.significandBitPattern | (value.isNormal ? 1 << 52 : 0)
        let magnitude = Int128(digits) << Int128(field & 31)
        let limb = field >> 5
        cover(limb...limb)
        limbs[limb - first] += value < 0 ? -magnitude : magnitude
    }

    mutating func merge(_ other: ExactSum) {
        guard !other.limbs.isEmpty else { return }
        cover(other.first...other.first + other.limbs.count - 1)
        for place in other.limbs.indices { limbs[other.first - first + place] += other.limbs[place] }
    }

    /// The sum, to the rounding of a few additions.
    var value: Double { Self.value(limbs, first) ?? -(Self.value(limbs.map { -$0 }, first) ?? 0) }

    /// nil if the sum is negative.
    private static func value(_ limbs: [Int128], _ first: Int) -> Double? {
        // Each limb carries what exceeds 32 bits to the next, so that terms cancel before anything is rounded.
        var carry: Int128 = 0
        var total = 0.0
        for (place, limb) in limbs.enumerated() {
            let digits = limb + carry
            carry = digits >> 32
            total += scaled(digits - (carry << 32), first + place)
        }
        return carry < 0 ? nil : total + scaled(carry, first + limbs.count)
    }

    private static func scaled(_ digits: Int128, _ limb: Int) -> Double {
        Double(sign: .plus, exponent: 32 * limb - 1075, significand: Double(digits))
    }

    private mutating func cover(_ range: ClosedRange<Int>) {
        if limbs.isEmpty { first = range.lowerBound }
        if range.lowerBound < first {
            limbs.insert(contentsOf: repeatElement(0, count: first - range.lowerBound), at: 0)
            first = range.lowerBound
        }
        let missing = range.upperBound + 1 - first - limbs.count
        if missing > 0 { limbs.append(contentsOf: repeatElement(0, count: missing)) }
    }
}
