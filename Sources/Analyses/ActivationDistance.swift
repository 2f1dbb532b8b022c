public import Units

/// How far images are from one of them in their pooled activations: the Euclidean distance over some units, each difference
/// times the unit's factor. U units.
///
/// With the weights of a class as factors it is the distance of what the units contribute to the class's logit.
public struct ActivationDistance: Sendable {
    /// In ascending order; empty for all units with the factor 1.
    private let units: [Int]
    private let factors: [Double]
    private let reference: [Double]

    /// Between all units.
    /// - Parameter reference: [U]
    public init(from reference: [Float]) {
        (units, factors) = ([], [])
        self.reference = reference.map { Double($0) }
    }

    /// Between the `units`, which are some of U.
    /// - Parameters:
    ///   - reference: [U]
    ///   - factors: Of the units, in their order; nil: 1 each.
    public init(from reference: [Float], units: [UnitID], factors: [Float]? = nil) {
        precondition(factors?.count ?? units.count == units.count, "\(units.count) units")
        let pairs = zip(units.map(\.value), factors ?? [Float](repeating: 1, count: units.count)).sorted { $0.0 < $1.0 }
        self.units = pairs.map(\.0)
        self.factors = pairs.map { Double($0.1) }
        self.reference = self.units.map { Double(reference[$0]) }
    }

    /// Added up in double precision, always in the same order.
    /// - Parameter pooled: [U]
    public func squared(to pooled: [Float]) -> Double {
        guard units.isEmpty else {
            let values = pooled.span
            var sum = 0.0
            for place in units.indices {
                let difference = factors[place] * (Double(values[units[place]]) - reference[place])
                sum += difference * difference
            }
            return sum
        }
        precondition(pooled.count == reference.count, "\(pooled.count) units, not \(reference.count)")
        let (values, own) = (pooled.span, reference.span)
        // Eight sums that do not wait for one another.
        var sums = SIMD8<Double>.zero
        let whole = values.count / 8 * 8
        var place = 0
        while place < whole {
            for lane in 0..<8 {
                let difference = Double(values[place + lane]) - own[place + lane]
                sums[lane] += difference * difference
            }
            place += 8
        }
        var sum = sums.sum()
        for place in whole..<values.count {
            let difference = Double(values[place]) - own[place]
            sum += difference * difference
        }
        return sum
    }
}

/// The `capacity` nearest of the things that it was shown; equally near ones by their names' bytes.
public struct NearestList: Sendable {
    public struct Entry: Sendable, Equatable {
        public let name: String
        public let squared: Double

        func precedes(_ other: Entry) -> Bool {
            squared != other.squared ? squared < other.squared : name.utf8.lexicographicallyPrecedes(other.name.utf8)
        }
    }

    /// Nearest first.
    public private(set) var entries: [Entry] = []
    private let capacity: Int

    public init(capacity: Int) { self.capacity = capacity }

    /// - Parameter name: Called only where the distance may be short enough.
    public mutating func add(_ squared: Double, name: () throws -> String) rethrows {
        if entries.count == capacity, let last = entries.last, squared > last.squared { return }
        insert(Entry(name: try name(), squared: squared))
    }

    public mutating func merge(_ other: NearestList) {
        for entry in other.entries { insert(entry) }
    }

    /// Without the thing called `name`, and at most `capacity` long.
    public func without(_ name: String?, capacity: Int) -> NearestList {
        var list = NearestList(capacity: capacity)
        for entry in entries where entry.name != name { list.insert(entry) }
        return list
    }

    private mutating func insert(_ entry: Entry) {
        let place = entries.firstIndex { entry.precedes($0) } ?? entries.count
        guard place < capacity else { return }
        entries.insert(entry, at: place)
        if entries.count > capacity { entries.removeLast() }
    }
}
