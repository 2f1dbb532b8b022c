import Tensors

/// A histogram for quantiles, in fixed bins whose width is 1/64 of a power of two.
///
/// A bin consists of the sign, the exponent and the six leading fraction bits of a float32, so counting needs no logarithm
/// and merging is addition. Magnitudes below about 2⁻²³ of the largest one with the same sign count as zero.
struct QuantileHistogram: Sendable, Equatable {
    /// The maximum relative error of quantiles, which are never above the exact value.
    static let relativeError: Float = 1 / 64

    /// The number of values that are zero or negligible compared to the largest one.
    private(set) var zeros = 0
    /// Counts by magnitude.
    private(set) var positive = MagnitudeBins()
    private(set) var negative = MagnitudeBins()

    init() {}

    init(zeros: Int, positive: MagnitudeBins, negative: MagnitudeBins) {
        self.zeros = zeros
        self.positive = positive
        self.negative = negative
    }

    /// Counts the values of one map, all of which are in `minimum...maximum`.
    mutating func count(_ map: Span<Float>, minimum: Float, maximum: Float) {
        let above = positive.count(map, sign: 1, largest: maximum)
        let below = minimum < 0 ? negative.count(map, sign: -1, largest: -minimum) : 0
        zeros += map.count - above - below
    }

    mutating func merge(_ other: QuantileHistogram) {
        zeros += other.zeros + positive.merge(other.positive) + negative.merge(other.negative)
    }

    /// Returns the value that a fraction `share` of all values reach or exceed: the lower edge of its bin.
    func upperQuantile(_ share: Double) -> Float {
        let total = zeros + positive.total + negative.total
        let wanted = max(1, Int(rounding: share * Double(total), .down))
        var count = 0
        for (bin, values) in positive.filled.reversed() {
            count += Int(values)
            if count >= wanted { return MagnitudeBins.edge(bin) }
        }
        count += zeros
        if count >= wanted { return 0 }
        for (bin, values) in negative.filled {
            count += Int(values)
            if count >= wanted { return -MagnitudeBins.edge(bin + 1) }
        }
        return -.greatestFiniteMagnitude
    }
}
