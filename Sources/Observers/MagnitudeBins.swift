/// Counts of magnitudes, 64 bins to a power of two; only the octaves that occur take memory.
struct MagnitudeBins: Sendable, Equatable {
    /// Smaller magnitudes are not counted.
    static let smallest: Float = 0x1p-12
    private static let largest: Float = 0x1p20
    /// float32's bits without the 17 last of the fraction.
    private static let shift: UInt32 = 17
    private static let firstBits = Int(smallest.bitPattern >> shift)
    private static let binsPerOctave = 64
    /// All bins, the last of which holds every magnitude from 2²⁰ on.
    static let binCount = Int(largest.bitPattern >> shift) - firstBits + 1

    /// The bin that `counts` begins with, a multiple of 64.
    private var first = 0
    /// Saturating, which only a value shared by some 20 million maps of 14×14 reaches.
    private var counts: [UInt32] = []

    init() {}

    /// The smallest magnitude in a bin.
    static func edge(_ bin: Int) -> Float { Float(bitPattern: UInt32(firstBits + bin) << shift) }

    /// Bins with anything in them, in order.
    var filled: [(bin: Int, values: UInt32)] {
        counts.indices.filter { counts[$0] > 0 }.map { (first + $0, counts[$0]) }
    }

    var total: Int { counts.reduce(0) { $0 + Int($1) } }

    static func == (a: MagnitudeBins, b: MagnitudeBins) -> Bool { a.filled.elementsEqual(b.filled, by: ==) }

    /// Counts the values of `map` times `sign`, as far as they are at least `smallest` and at most `largest`.
    ///
    /// - Returns: How many were counted.
    mutating func count(_ map: Span<Float>, sign: Float, largest: Float) -> Int {
        guard largest >= Self.smallest else { return 0 }
        let highest = Self.bin(largest)
        if highest < first || highest >= first + counts.count { cover(highest...highest) }
        var counted = 0
        for index in map.indices {
            let value = map[index] * sign
            guard value >= Self.smallest else { continue }
            let bin = Self.bin(value)
            if bin < first { cover(bin...bin) }
            let place = bin &- first
            let (sum, overflow) = counts[place].addingReportingOverflow(1)
            counts[place] = overflow ? .max : sum
            counted += 1
        }
        return counted
    }

    private static func bin(_ magnitude: Float) -> Int {
        min(Int(magnitude.bitPattern >> shift) &- firstBits, binCount - 1)
    }

    /// Puts `values` more into a bin.
    ///
    /// - Precondition: `bin` is in 0..<binCount.
    mutating func add(_ values: UInt32, to bin: Int) {
        precondition((0..<Self.binCount).contains(bin), "bin \(bin)")
        cover(bin...bin)
        let (sum, overflow) = counts[bin - first].addingReportingOverflow(values)
        counts[bin - first] = overflow ? .max : sum
    }

    mutating func merge(_ other: MagnitudeBins) {
        guard !other.counts.isEmpty else { return }
        guard !counts.isEmpty else {
            self = other
            return
        }
        cover(other.first...other.first + other.counts.count - 1)
        let shift = other.first - first
        var target = counts.mutableSpan
        let source = other.counts.span
        for index in source.indices {
            let sum = target[index &+ shift] &+ source[index]
            target[index &+ shift] = sum < source[index] ? .max : sum
        }
    }

    /// Makes room for `bins`, whole octaves at a time.
    private mutating func cover(_ bins: ClosedRange<Int>) {
        let low = bins.lowerBound / Self.binsPerOctave * Self.binsPerOctave
        let end = (bins.upperBound / Self.binsPerOctave + 1) * Self.binsPerOctave
        if counts.isEmpty { first = low }
        if low < first {
            counts.insert(contentsOf: repeatElement(0, count: first - low), at: 0)
            first = low
        }
        if end > first + counts.count {
            counts.append(contentsOf: repeatElement(0, count: end - first - counts.count))
        }
    }
}
