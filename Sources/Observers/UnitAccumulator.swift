import Units

/// The running statistics of one unit.
struct UnitAccumulator: Sendable, Equatable {
    private var cells = 0
    private var active = 0
    private var maximum = -Float.infinity
    /// The largest value before the upper bound of a Clip; nil if the layer does not end in one.
    private var peak: Float?
    private var minimum = Float.infinity
    private var sum = ExactSum()
    private var squares = ExactSum()
    /// Of the values before the upper bound of a Clip.
    private var histogram = QuantileHistogram()

    init() {}

    /// Adds a map.
    ///
    /// - Parameters:
    ///   - response: The map before the upper bound of a Clip.
    ///   - peak: Its largest value; nil if the layer does not end in a Clip.
    mutating func add(_ summary: MapSummary, response: Span<Float>, peak: Float?) {
        cells += response.count
        active += summary.active
        maximum = max(maximum, summary.maximum)
        minimum = min(minimum, summary.minimum)
        sum.add(summary.sum)
        squares.add(summary.squares)
        self.peak = Self.larger(self.peak, peak)
        histogram.count(response, minimum: summary.minimum, maximum: peak ?? summary.maximum)
    }

    mutating func merge(_ other: UnitAccumulator) {
        cells += other.cells
        active += other.active
        maximum = max(maximum, other.maximum)
        minimum = min(minimum, other.minimum)
        peak = Self.larger(peak, other.peak)
        sum.merge(other.sum)
        squares.merge(other.squares)
        histogram.merge(other.histogram)
    }

    func record(_ unit: UnitID) -> UnitRecord {
        guard cells > 0 else {
            return UnitRecord(unit: unit, mean: 0, deviation: 0, maximum: 0, activeFraction: 0, threshold: 0)
        }
        let count = Double(cells)
        let mean = sum.value / count
        let variance = squares.value / count - mean * mean
        let threshold = response(exceededBy: UnitStatistics.thresholdShare)
        return UnitRecord(
            unit: unit, mean: mean, deviation: max(0, variance).squareRoot(), maximum: maximum,
            activeFraction: Double(active) / count, threshold: min(threshold, maximum),
            unclipped: peak.map { UnitRecord.Extremes(maximum: $0, threshold: threshold) })
    }

    /// Returns the value that a fraction of the cells exceed before the upper bound of a Clip; 0 without cells.
    func response(exceededBy share: Double) -> Float {
        cells > 0 ? min(max(histogram.upperQuantile(share), minimum), peak ?? maximum) : 0
    }

    private static func larger(_ a: Float?, _ b: Float?) -> Float? {
        guard let a, let b else { return a ?? b }
        return max(a, b)
    }
}

extension UnitAccumulator {
    /// Version, counts, extremes, sums, and the filled bins as (steps from the last one, count), in base 128.
    var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.number(Self.version)
        writer.number(UInt64(cells))
        writer.number(UInt64(active))
        writer.fixed(maximum.bitPattern)
        writer.fixed(minimum.bitPattern)
        writer.number(peak == nil ? 0 : 1)
        writer.fixed((peak ?? 0).bitPattern)
        for total in [sum, squares] {
            writer.number(UInt64(total.first))
            writer.number(UInt64(total.limbs.count))
            for limb in total.limbs {
                writer.fixed(UInt64(truncatingIfNeeded: limb))
                writer.fixed(UInt64(truncatingIfNeeded: limb >> 64))
            }
        }
        writer.number(UInt64(histogram.zeros))
        for bins in [histogram.positive, histogram.negative] {
            let filled = bins.filled
            writer.number(UInt64(filled.count))
            var last = -1
            for (bin, values) in filled {
                writer.number(UInt64(bin - last))
                writer.number(UInt64(values))
                last = bin
            }
        }
        return writer.bytes
    }

    /// The version of the encoding.
    private static let version: UInt64 = 3

    /// Whether the bytes were written by an earlier version of the encoding.
    static func isOfAnotherVersion(_ bytes: [UInt8]) -> Bool {
        var reader = ByteReader(bytes)
        guard let version = reader.number() else { return false }
        return (1..<Self.version).contains(version)
    }

    /// Decodes a state; nil if the bytes are invalid.
    init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.number() == Self.version, let cells = reader.number(), let active = reader.number(),
            cells < 1 << 62, active <= cells, let maximum: UInt32 = reader.fixed(),
            let minimum: UInt32 = reader.fixed(),
            let hasPeak = reader.number(), hasPeak <= 1, let peak: UInt32 = reader.fixed()
        else { return nil }
        self.cells = Int(cells)
        self.active = Int(active)
        self.maximum = Float(bitPattern: maximum)
        self.minimum = Float(bitPattern: minimum)
        self.peak = hasPeak == 1 ? Float(bitPattern: peak) : nil
        guard let sum = Self.sum(&reader), let squares = Self.sum(&reader), let zeros = reader.number(), zeros <= cells
        else { return nil }
        (self.sum, self.squares) = (sum, squares)
        guard let positive = Self.bins(&reader), let negative = Self.bins(&reader), reader.isAtEnd else { return nil }
        histogram = QuantileHistogram(zeros: Int(zeros), positive: positive, negative: negative)
    }

    private static func sum(_ reader: inout ByteReader) -> ExactSum? {
        guard let first = reader.number(), let count = reader.number(), first <= UInt64(ExactSum.limbCount),
            count <= UInt64(ExactSum.limbCount)
        else { return nil }
        var limbs: [Int128] = []
        for _ in 0..<count {
            guard let low: UInt64 = reader.fixed(), let high: UInt64 = reader.fixed() else { return nil }
            limbs.append(Int128(Int64(bitPattern: high)) << 64 | Int128(low))
        }
        return ExactSum(first: Int(first), limbs: limbs)
    }

    private static func bins(_ reader: inout ByteReader) -> MagnitudeBins? {
        guard let filled = reader.number(), filled <= UInt64(MagnitudeBins.binCount) else { return nil }
        var bins = MagnitudeBins()
        var bin = -1
        for _ in 0..<filled {
            guard let step = reader.number(), step > 0, step < UInt64(MagnitudeBins.binCount - bin),
                let values = reader.number(), values > 0, values <= UInt64(UInt32.max)
            else { return nil }
            bin += Int(step)
            guard bin > 0, bins.add(UInt32(values), to: bin) == Int(values) else { return nil }
        }
        return bins
    }
}
