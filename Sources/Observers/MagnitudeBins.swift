/// Counts of magnitudes in 64 bins per power of two, over the 24 octaves up to the largest value so far. Only octaves that
/// occur are stored.
///
/// Values below 2⁻²³ of the lower end of the largest octave are left out. The range only moves up, and values that drop out
/// would not have been counted if the largest value had come first, so the counts do not depend on the order of values.
struct MagnitudeBins: Sendable, Equatable {
    /// The bin of a float32: its bits without the last 17 of the fraction.
    private static let shift: UInt32 = 17
    private static let binsPerOctave = 64
    /// The number of octaves.
    private static let range = 24
    /// The number of bins of finite numbers. Bin 0 (zero and the smallest values) is never used.
    static let binCount = Int(Float.infinity.bitPattern >> shift)

    /// The bin of the first of `counts`, a multiple of 64.
    private var first = 0
    /// The counts of whole octaves. They saturate, which takes a value shared by about 20 million maps of 14×14.
    private var counts: [UInt32] = []

    init() {}

    /// Returns the smallest magnitude in a bin.
    static func edge(_ bin: Int) -> Float { Float(bitPattern: UInt32(bin) << shift) }

    private static func bin(_ magnitude: Float) -> Int { Int(magnitude.bitPattern >> shift) }

    /// The non-empty bins, in ascending order.
    var filled: [(bin: Int, values: UInt32)] {
        counts.indices.filter { counts[$0] > 0 }.map { (first + $0, counts[$0]) }
    }

    var total: Int { counts.reduce(0) { $0 + Int($1) } }

    static func == (a: MagnitudeBins, b: MagnitudeBins) -> Bool { a.filled.elementsEqual(b.filled, by: ==) }

    /// Counts the positive values of `map` times `sign`, none of which exceeds `largest`.
    ///
    /// - Returns: The change of the total count; negative if earlier values dropped out of the range.
    mutating func count(_ map: Span<Float>, sign: Float, largest: Float) -> Int {
        let highest = Self.bin(largest)
        guard highest > 0, largest > 0 else { return 0 }
        var counted = -rise(to: highest)
        let smallest = Self.edge(max(1, lowest))
        for index in map.indices {
            let value = map[index] * sign
            guard value >= smallest else { continue }
            let bin = Self.bin(value)
            if bin < first { fall(to: bin) }
            let place = bin &- first
            let (sum, overflow) = counts[place].addingReportingOverflow(1)
            counts[place] = overflow ? .max : sum
            counted += 1
        }
        return counted
    }

    /// Adds `values` to a bin, unless it is below the range.
    ///
    /// - Returns: The change of the total count.
    /// - Precondition: `bin` is in 1..<binCount.
    @discardableResult
    mutating func add(_ values: UInt32, to bin: Int) -> Int {
        precondition((1..<Self.binCount).contains(bin), "bin \(bin)")
        let lost = rise(to: bin)
        guard bin >= lowest else { return -lost }
        if bin < first { fall(to: bin) }
        let (sum, overflow) = counts[bin - first].addingReportingOverflow(values)
        counts[bin - first] = overflow ? .max : sum
        return Int(values) - lost
    }

    /// Merges other counts.
    ///
    /// - Returns: The number of values of either that were left out.
    mutating func merge(_ other: MagnitudeBins) -> Int {
        guard !other.counts.isEmpty else { return 0 }
        guard !counts.isEmpty else {
            self = other
            return 0
        }
        var lost = rise(to: other.first + other.counts.count - 1)
        let start = max(other.first, lowest)
        if start < first, start < other.first + other.counts.count { fall(to: start) }
        let source = other.counts.span
        for index in 0..<min(source.count, start - other.first) { lost += Int(source[index]) }
        let shift = other.first - first
        var target = counts.mutableSpan
        for index in min(source.count, start - other.first)..<source.count {
            let sum = target[index &+ shift] &+ source[index]
            target[index &+ shift] = sum < source[index] ? .max : sum
        }
        return lost
    }

    /// The first bin of the range, which has the same end as `counts`.
    private var lowest: Int { first + counts.count - Self.range * Self.binsPerOctave }

    /// Moves the range up so that it contains `bin`.
    ///
    /// - Returns: The number of values that dropped out.
    private mutating func rise(to bin: Int) -> Int {
        let end = (bin / Self.binsPerOctave + 1) * Self.binsPerOctave
        if counts.isEmpty { first = end - Self.binsPerOctave }
        guard end > first + counts.count else { return 0 }
        counts.append(contentsOf: repeatElement(0, count: end - first - counts.count))
        let beyond = lowest - first
        guard beyond > 0 else { return 0 }
        let lost = counts[..<beyond].reduce(0) { $0 + Int($1) }
        counts.removeFirst(beyond)
        first += beyond
        return lost
    }

    /// Extends `counts` to include `bin`, which is in the range.
    private mutating func fall(to bin: Int) {
        let low = bin / Self.binsPerOctave * Self.binsPerOctave
        counts.insert(contentsOf: repeatElement(0, count: first - low), at: 0)
        first = low
    }
}
