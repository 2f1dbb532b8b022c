/// A sum of doubles without rounding, which does not depend on their order or grouping.
///
/// A double is an integer of at most 53 bits times a power of two. Each range of 32 powers has a limb of 128 bits, which can
/// hold the sum of 2⁴² numbers. Only ranges that occur are stored: one or two limbs for most units.
struct ExactSum: Sendable, Equatable {
    /// Limb `i` counts multiples of 2^(32 · (first + i) − 1075); the first and the last limb have been added to.
    private(set) var limbs: [Int128] = []
    private(set) var first = 0

    /// The maximum number of limbs.
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
        // Subnormal numbers have the same last bit as the smallest normal number.
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

    /// The sum, rounded by a few additions.
    var value: Double { Self.value(limbs, first) ?? -(Self.value(limbs.map { -$0 }, first) ?? 0) }

    /// Returns the value of limbs; nil if it is negative.
    private static func value(_ limbs: [Int128], _ first: Int) -> Double? {
        // Each limb carries the excess over 32 bits to the next one, so that terms cancel before rounding.
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
