/// Counts of values in fixed bins whose width is 1/64 of a power of two, from which quantiles are read.
///
/// A bin is the sign, the exponent and the six leading bits of the fraction of a float32, so that counting takes no
/// logarithm and merging is addition. Magnitudes below 2⁻¹² share a bin with each other, as do those from 2²⁰ on.
struct QuantileHistogram: Sendable, Equatable {
    /// A quantile read here lies below the true one by at most this share of it (for magnitudes of 2⁻¹² to 2²⁰).
    static let relativeError: Float = 1 / 64

    /// float32's bits without the 17 last of the fraction.
    private static let shift: UInt32 = 17
    private static let firstBin: UInt32 = (0x1p-12 as Float).bitPattern >> shift
    private static let lastBin: UInt32 = (0x1p20 as Float).bitPattern >> shift
    static let binCount = Int(lastBin - firstBin) + 1

    /// Cells equal to zero, or nearer to it than any bin.
    private(set) var zeros = 0
    /// Counts by magnitude; saturating, which only a value shared by some 20 million maps of 14×14 reaches. Empty until
    /// there is one.
    private(set) var positive: [UInt32] = []
    private(set) var negative: [UInt32] = []

    /// Counts the values of one map.
    mutating func count(_ map: Span<Float>) {
        if positive.isEmpty { positive = [UInt32](repeating: 0, count: Self.binCount) }
        var (near, below) = (0, 0)
        let last = Self.binCount - 1
        var bins = positive.mutableSpan
        for index in map.indices {
            let bits = map[index].bitPattern >> Self.shift
            // The sign makes a negative value larger than any bin.
            if bits &- Self.firstBin < UInt32(Self.binCount) {
                let place = Int(bits &- Self.firstBin)
                bins[place] = bins[place] == .max ? .max : bins[place] &+ 1
            } else if map[index] >= 0x1p20 {
                bins[last] = bins[last] == .max ? .max : bins[last] &+ 1
            } else if map[index] > -0x1p-12 {
                near += 1
            } else {
                below += 1
            }
        }
        zeros += near
        if below > 0 { countNegative(map) }
    }

    private mutating func countNegative(_ map: Span<Float>) {
        if negative.isEmpty { negative = [UInt32](repeating: 0, count: Self.binCount) }
        for index in map.indices where map[index] <= -0x1p-12 {
            let bits = (-map[index]).bitPattern >> Self.shift
            let place = min(Int(bits) - Int(Self.firstBin), Self.binCount - 1)
            negative[place] = negative[place] == .max ? .max : negative[place] + 1
        }
    }

    mutating func merge(_ other: QuantileHistogram) {
        zeros += other.zeros
        Self.add(other.positive, to: &positive)
        Self.add(other.negative, to: &negative)
    }

    private static func add(_ counts: [UInt32], to total: inout [UInt32]) {
        guard !counts.isEmpty else { return }
        guard !total.isEmpty else {
            total = counts
            return
        }
        var span = total.mutableSpan
        for index in counts.indices {
            let (sum, overflow) = span[index].addingReportingOverflow(counts[index])
            span[index] = overflow ? .max : sum
        }
    }

    /// A value that `share` of all values reach or exceed, and hardly any larger one: the lower edge of its bin.
    func upperQuantile(_ share: Double) -> Float {
        let total = zeros + (positive + negative).reduce(0) { $0 + Int($1) }
        let wanted = max(1, Int((share * Double(total)).rounded(.down)))
        var count = 0
        for place in positive.indices.reversed() {
            count += Int(positive[place])
            if count >= wanted { return Self.edge(place) }
        }
        count += zeros
        if count >= wanted { return 0 }
        for place in negative.indices {
            count += Int(negative[place])
            if count >= wanted { return -Self.edge(place + 1) }
        }
        return -.greatestFiniteMagnitude
    }

    /// The smallest magnitude in a bin.
    private static func edge(_ place: Int) -> Float { Float(bitPattern: (firstBin + UInt32(place)) << shift) }

    init() {}

    /// - Precondition: the lists are empty or have a count for each bin.
    init(zeros: Int, positive: [UInt32], negative: [UInt32]) {
        precondition(
            [positive, negative].allSatisfy { $0.isEmpty || $0.count == Self.binCount }, "counts for other bins")
        self.zeros = zeros
        self.positive = positive
        self.negative = negative
    }
}
