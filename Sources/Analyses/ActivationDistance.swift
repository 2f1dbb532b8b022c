package import Units

/// The Euclidean distance of images from a reference in their pooled activations, over some units, each difference
/// multiplied by the unit's factor. U units.
///
/// With the weights of a class as factors it is the distance between the units' contributions to the class's logit.
package struct ActivationDistance: Sendable {
    /// In ascending order; empty for all units with the factor 1.
    private let units: [Int]
    private let factors: [Double]
    private let reference: [Double]

    /// The distance over all units.
    /// - Parameter reference: [U]
    package init(from reference: [Float]) {
        (units, factors) = ([], [])
        self.reference = reference.map { Double($0) }
    }

    /// The distance over some units.
    /// - Parameters:
    ///   - reference: [U]
    ///   - factors: Of the units, in their order; nil: 1 each.
    package init(from reference: [Float], units: [UnitID], factors: [Float]? = nil) {
        precondition(factors?.count ?? units.count == units.count, "\(units.count) units")
        let pairs = zip(units.map(\.value), factors ?? [Float](repeating: 1, count: units.count)).sorted { $0.0 < $1.0 }
        self.units = pairs.map(\.0)
        self.factors = pairs.map { Double($0.1) }
        self.reference = self.units.map { Double(reference[$0]) }
    }

    /// Returns the squared distance to an image, summed in double precision and in a fixed order.
    /// - Parameter pooled: [U]
    package func squared(to pooled: [Float]) -> Double {
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
        // Eight independent sums, so that additions can overlap.
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

/// The `capacity` nearest of the items added, by distance, then by the bytes of their names.
package struct NearestNeighbors: Sendable {
    package struct Entry: Sendable, Equatable {
        package let name: String
        package let squared: Double

        func precedes(_ other: Entry) -> Bool {
            squared != other.squared ? squared < other.squared : name.utf8.lexicographicallyPrecedes(other.name.utf8)
        }
    }

    /// Nearest first.
    package private(set) var entries: [Entry] = []
    private let capacity: Int

    package init(capacity: Int) { self.capacity = capacity }

    /// Adds an item.
    ///
    /// - Parameter name: Called only if the item may be among the nearest.
    package mutating func add(_ squared: Double, name: () throws -> String) rethrows {
        if entries.count == capacity, let last = entries.last, squared > last.squared { return }
        insert(Entry(name: try name(), squared: squared))
    }

    package mutating func merge(_ other: NearestNeighbors) {
        for entry in other.entries { insert(entry) }
    }

    /// Returns the list without the item `name`, shortened to `capacity` items.
    package func without(_ name: String?, capacity: Int) -> NearestNeighbors {
        var list = NearestNeighbors(capacity: capacity)
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
