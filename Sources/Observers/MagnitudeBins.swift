/// Counts of magnitudes, 64 bins to a power of two, over the 24 octaves below the largest one seen; only the octaves
/// that occur take memory.
///
/// What is smaller than 2⁻²³ of the largest octave's lower end is left out. The range only ever moves up, and what
/// falls out of it would have been left out from the start had the largest value come first: so the counts depend on
/// the values alone, not on their order.
struct MagnitudeBins: Sendable, Equatable {
    /// float32's bits without the 17 last of the fraction.
    private static let shift: UInt32 = 17
    private static let binsPerOctave = 64
    /// Octaves that are counted separately.
    private static let range = 24
    /// All bins of finite numbers. Bin 0 holds zero and what is next to it, and is never used.
    static let binCount = Int(Float.infinity.bitPattern >> shift)

    /// The bin that `counts` begins with, a multiple of 64.
    private var first = 0
    /// Whole octaves. Saturating, which only a value shared by some 20 million maps of 14×14 reaches.
    private var counts: [UInt32] = []

    init() {}

    /// The smallest magnitude in a bin.
    static func edge(_ bin: Int) -> Float { Float(bitPattern: UInt32(bin) << shift) }

    private static func bin(_ magnitude: Float) -> Int { Int(magnitude.bitPattern >> shift) }

    /// The non-empty bins, in ascending order.
    var filled: [(bin: Int, values: UInt32)] {
        counts.indices.filter { counts[$0] > 0 }.map { (first + $0, counts[$0]) }
    }

    var total: Int { counts.reduce(0) { $0 + Int($1) } }

    static func == (a: MagnitudeBins, b: MagnitudeBins) -> Bool { a.filled.elementsEqual(b.filled, by: ==) }

    /// Counts the values of `map` times `sign` as far as they are above zero, none of which is larger than `largest`.
    ///
    /// - Returns: How many more are counted than before; less than zero where the range moved past earlier ones.
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

    /// Puts `values` more into a bin, unless it is below the range.
    ///
    /// - Returns: How many more are counted than before.
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

    /// - Returns: How many values of either were left out.
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

    /// The first bin of the range, which ends where `counts` does.
    private var lowest: Int { first + counts.count - Self.range * Self.binsPerOctave }

    /// Moves the range up so that it holds `bin`.
    ///
    /// - Returns: How many values fell out of it.
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

    /// Makes room for `bin`, which is in the range, and what is above it.
    private mutating func fall(to bin: Int) {
        let low = bin / Self.binsPerOctave * Self.binsPerOctave
        counts.insert(contentsOf: repeatElement(0, count: first - low), at: 0)
        first = low
    }
}
