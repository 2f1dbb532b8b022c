/// Counts of values in fixed bins whose width is 1/64 of a power of two, from which quantiles are read.
///
/// A bin is the sign, the exponent and the six leading bits of the fraction of a float32, so that counting takes no
/// logarithm and merging is addition. Magnitudes below some 2⁻²³ of the largest one of their sign count as zero.
struct QuantileHistogram: Sendable, Equatable {
    /// A quantile read here lies below the true one by at most this share of it.
    static let relativeError: Float = 1 / 64

    /// Values equal to zero, or next to it beside the largest.
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

    /// Counts the values of one map, none of which lies outside `minimum...maximum`.
    mutating func count(_ map: Span<Float>, minimum: Float, maximum: Float) {
        let above = positive.count(map, sign: 1, largest: maximum)
        let below = minimum < 0 ? negative.count(map, sign: -1, largest: -minimum) : 0
        zeros += map.count - above - below
    }

    mutating func merge(_ other: QuantileHistogram) {
        zeros += other.zeros + positive.merge(other.positive) + negative.merge(other.negative)
    }

    /// A value that `share` of all values reach or exceed, and hardly any larger one: the lower edge of its bin.
    func upperQuantile(_ share: Double) -> Float {
        let total = zeros + positive.total + negative.total
        let wanted = max(1, Int((share * Double(total)).rounded(.down)))
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
