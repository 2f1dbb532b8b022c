public import Units

/// The best images of each unit, by `TopActivation.precedes`, with their maps.
public struct TopActivations: Observer, Equatable {
    /// Images kept for each unit.
    public let limit: Int
    /// For each unit its best, best first.
    private var lists: [[TopActivation]]
    private var isChanged: [Bool]

    /// Nothing seen yet.
    public init(unitCount: Int, limit: Int) {
        self.init(limit: limit, entries: [[TopActivation]](repeating: [], count: unitCount))
    }

    /// Goes on from lists seen before; no unit counts as changed.
    ///
    /// - Precondition: no list is longer than `limit`, which is positive.
    public init(limit: Int, entries: [[TopActivation]]) {
        precondition(limit > 0 && entries.allSatisfy { $0.count <= limit }, "more than \(limit) entries for a unit")
        self.limit = limit
        lists = entries
        isChanged = [Bool](repeating: false, count: entries.count)
    }

    public mutating func observe(_ observation: Observation, path: String) {
        precondition(observation.unitCount == lists.count, "\(observation.unitCount) units, not \(lists.count)")
        for unit in lists.indices {
            let summary = observation.summaries[unit]
            // Most maps lose by their maximum alone; the map is copied for those that enter.
            if lists[unit].count == limit, summary.maximum < lists[unit][limit - 1].maximum { continue }
            let mean = summary.mean(cells: observation.cellCount)
            if lists[unit].count == limit, summary.maximum == lists[unit][limit - 1].maximum,
                mean < lists[unit][limit - 1].mean
            {
                continue
            }
            let peak = observation.peaks[unit]
            insert(
                TopActivation(
                    path: path, maximum: summary.maximum, mean: mean, cellX: peak % observation.mapWidth,
                    cellY: peak / observation.mapWidth, map: observation.map(UnitID(unit))), unit)
        }
    }

    public mutating func merge(_ other: TopActivations) {
        precondition(other.limit == limit && other.lists.count == lists.count, "observers of other kinds")
        for unit in lists.indices {
            for entry in other.lists[unit] where !insert(entry, unit) { break }
        }
    }

    /// Puts `entry` where it belongs; false when it is not among the best.
    @discardableResult
    private mutating func insert(_ entry: TopActivation, _ unit: Int) -> Bool {
        let place = lists[unit].firstIndex { entry.precedes($0) } ?? lists[unit].count
        guard place < limit else { return false }
        if lists[unit].count == limit { lists[unit].removeLast() }
        lists[unit].insert(entry, at: place)
        isChanged[unit] = true
        return true
    }

    /// The best images of a unit, best first.
    public func ranked(_ unit: UnitID) -> [TopActivation] { lists[unit.value] }

    public var summary: [[TopActivation]] { lists }

    /// The units whose lists have changed since this was last asked.
    public mutating func takeChangedUnits() -> [UnitID] {
        let changed = isChanged.indices.filter { isChanged[$0] }.map { UnitID($0) }
        for unit in changed { isChanged[unit.value] = false }
        return changed
    }
}
