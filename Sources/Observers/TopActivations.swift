package import Units

/// The images with the strongest activations of each unit, ordered by `TopActivation.precedes`, with their maps.
package struct TopActivations: Observer, Equatable {
    /// Images kept for each unit.
    package let limit: Int
    /// By unit, best first.
    private var lists: [[TopActivation]]
    /// The first two keys of each entry, unit by unit, `limit` places for each: compared without touching the entries.
    private var keys: [Key]
    private var isChanged: [Bool]
    /// The key that a map must exceed to enter a full list: the last key of the list.
    private var floors: [Key]

    /// The first two keys of the order.
    private struct Key: Sendable, Equatable {
        var peak = -Float.infinity
        var mean = -Float.infinity

        func isBelow(_ other: Key) -> Bool {
            peak != other.peak ? peak < other.peak : mean < other.mean
        }
    }

    /// An observer that has seen no image.
    package init(unitCount: Int, limit: Int) {
        self.init(limit: limit, entries: [[TopActivation]](repeating: [], count: unitCount))
    }

    /// Resumes from stored lists; no unit counts as changed.
    ///
    /// - Precondition: no list is longer than `limit`, which is positive.
    package init(limit: Int, entries: [[TopActivation]]) {
        precondition(limit > 0 && entries.allSatisfy { $0.count <= limit }, "more than \(limit) entries for a unit")
        self.limit = limit
        lists = entries
        isChanged = [Bool](repeating: false, count: entries.count)
        floors = [Key](repeating: Key(), count: entries.count)
        keys = [Key](repeating: Key(), count: entries.count * limit)
        for (unit, list) in entries.enumerated() {
            for (place, entry) in list.enumerated() {
                keys[unit * limit + place] = Key(peak: entry.peak, mean: entry.mean)
            }
            raiseFloor(unit)
        }
    }

    package mutating func observe(_ observation: Observation, path: String) {
        precondition(observation.unitCount == lists.count, "\(observation.unitCount) units, not \(lists.count)")
        let summaries = observation.summaries
        let cells = observation.cellCount
        for unit in summaries.indices {
            let summary = summaries[unit]
            // Most maps are rejected by their peak; maps that enter the list are copied.
            let floor = floors[unit]
            let response = observation.peakResponse(UnitID(unit))
            if response < floor.peak { continue }
            let key = Key(peak: response, mean: summary.mean(cells: cells))
            if key.isBelow(floor) { continue }
            guard let place = place(of: key, path: path, unit) else { continue }
            insert(TopActivation(observation, unit: UnitID(unit), path: path), key, at: place, unit)
        }
    }

    package mutating func merge(_ other: TopActivations) {
        precondition(other.limit == limit && other.lists.count == lists.count, "observers of other kinds")
        for unit in lists.indices {
            for (index, entry) in other.lists[unit].enumerated() {
                let key = other.keys[unit * limit + index]
                // The rest of the other's list is no better.
                guard let place = place(of: key, path: entry.path, unit) else { break }
                insert(entry, key, at: place, unit)
            }
        }
    }

    /// The index at which an entry belongs; nil if it is not among the best.
    private func place(of key: Key, path: String, _ unit: Int) -> Int? {
        var place = lists[unit].count
        while place > 0 {
            let before = keys[unit * limit + place - 1]
            if key.isBelow(before) { break }
            // Paths decide between equal keys, as in TopActivation's order.
            if key == before, !path.utf8.lexicographicallyPrecedes(lists[unit][place - 1].path.utf8) { break }
            place -= 1
        }
        return place < limit ? place : nil
    }

    private mutating func insert(_ entry: TopActivation, _ key: Key, at place: Int, _ unit: Int) {
        if lists[unit].count == limit { lists[unit].removeLast() }
        lists[unit].insert(entry, at: place)
        let first = unit * limit
        for index in (first + place..<first + lists[unit].count - 1).reversed() { keys[index + 1] = keys[index] }
        keys[first + place] = key
        isChanged[unit] = true
        raiseFloor(unit)
    }

    private mutating func raiseFloor(_ unit: Int) {
        guard lists[unit].count == limit else { return }
        let last = keys[unit * limit + limit - 1]
        if floors[unit].isBelow(last) { floors[unit] = last }
    }

    /// Returns the strongest images of a unit, best first.
    package func ranked(_ unit: UnitID) -> [TopActivation] { lists[unit.value] }

    package var summary: [[TopActivation]] { lists }

    /// Returns the units whose lists have changed since the last call.
    package mutating func takeChangedUnits() -> [UnitID] {
        let changed = isChanged.indices.filter { isChanged[$0] }.map { UnitID($0) }
        for unit in changed { isChanged[unit.value] = false }
        return changed
    }
}
