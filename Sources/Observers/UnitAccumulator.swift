import Units

/// The statistics of one unit while they grow.
struct UnitAccumulator: Sendable, Equatable {
    private var cells = 0
    private var active = 0
    private var maximum = -Float.infinity
    private var minimum = Float.infinity
    /// Multiples of 2⁻⁴⁰.
    private var sum: Int128 = 0
    private var squares: Int128 = 0
    private var histogram = QuantileHistogram()

    private static let scale = 0x1p40
    private static let largest = 0x1p60

    init() {}

    mutating func add(_ summary: MapSummary, map: Span<Float>) {
        cells += map.count
        active += summary.active
        maximum = max(maximum, summary.maximum)
        minimum = min(minimum, summary.minimum)
        sum += Self.fixed(summary.sum)
        squares += Self.fixed(summary.squares)
        histogram.count(map, minimum: summary.minimum, maximum: summary.maximum)
    }

    private static func fixed(_ value: Double) -> Int128 {
        Int128((min(max(value, -largest), largest) * scale).rounded())
    }

    mutating func merge(_ other: UnitAccumulator) {
        cells += other.cells
        active += other.active
        maximum = max(maximum, other.maximum)
        minimum = min(minimum, other.minimum)
        sum += other.sum
        squares += other.squares
        histogram.merge(other.histogram)
    }

    func record(_ unit: UnitID) -> UnitRecord {
        guard cells > 0 else {
            return UnitRecord(unit: unit, mean: 0, deviation: 0, maximum: 0, activeFraction: 0, threshold: 0)
        }
        let count = Double(cells)
        let mean = Double(sum) / Self.scale / count
        let variance = Double(squares) / Self.scale / count - mean * mean
        return UnitRecord(
            unit: unit, mean: mean, deviation: max(0, variance).squareRoot(), maximum: maximum,
            activeFraction: Double(active) / count, threshold: level(exceededBy: UnitStatistics.thresholdShare))
    }

    /// The value that `share` of the cells exceed; 0 without cells.
    func level(exceededBy share: Double) -> Float {
        cells > 0 ? min(max(histogram.upperQuantile(share), minimum), maximum) : 0
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
        for total in [sum, squares] {
            writer.fixed(UInt64(truncatingIfNeeded: total))
            writer.fixed(UInt64(truncatingIfNeeded: total >> 64))
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

    private static let version: UInt64 = 1

    /// nil for bytes that are not a state.
    init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard reader.number() == Self.version, let cells = reader.number(), let active = reader.number(),
            cells < 1 << 62, active <= cells, let maximum: UInt32 = reader.fixed(), let minimum: UInt32 = reader.fixed()
        else { return nil }
        self.cells = Int(cells)
        self.active = Int(active)
        self.maximum = Float(bitPattern: maximum)
        self.minimum = Float(bitPattern: minimum)
        guard let sumLow: UInt64 = reader.fixed(), let sumHigh: UInt64 = reader.fixed(),
            let squaresLow: UInt64 = reader.fixed(), let squaresHigh: UInt64 = reader.fixed(),
            let zeros = reader.number(), zeros <= cells
        else { return nil }
        sum = Int128(Int64(bitPattern: sumHigh)) << 64 | Int128(sumLow)
        squares = Int128(Int64(bitPattern: squaresHigh)) << 64 | Int128(squaresLow)
        guard let positive = Self.bins(&reader), let negative = Self.bins(&reader), reader.isAtEnd else { return nil }
        histogram = QuantileHistogram(zeros: Int(zeros), positive: positive, negative: negative)
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
            bins.add(UInt32(values), to: bin)
        }
        return bins
    }
}
