import Foundation
import Observers
import TestSupport
import Tensors
import Testing
import Units

/// Random maps that saturate at 6 as ReLU6's do, so that ties occur, with what they were before, or without.
struct RandomObservations {
    var generator: SeededGenerator
    let units = 5
    let observations: [(path: String, observation: Observation)]

    /// - Parameters:
    ///   - spread: Powers of two, up or down, that values are multiplied with.
    ///   - isClipped: Whether observations know the maps before the clip.
    init(seed: UInt64, count: Int, range: ClosedRange<Float> = -2...8, spread: Float = 0, isClipped: Bool = false) {
        generator = SeededGenerator(seed: seed)
        var list: [(String, Observation)] = []
        for index in 0..<count {
            var values: [Float] = []
            for _ in 0..<5 * 4 {
                let value: Float = max(range.lowerBound >= 0 ? 0 : -1, .random(in: range, using: &generator))
                let scale = spread == 0 ? 1 : exp2(Float.random(in: -spread...spread, using: &generator))
                values.append((isClipped ? value : min(6, value)) * scale)
            }
            let maps = Tensor(shape: [5, 2, 2], values: isClipped ? values.map { min(6, $0) } : values)
            let peaks = (0..<5).map { unit in (0..<4).max { values[unit * 4 + $0] < values[unit * 4 + $1] } ?? 0 }
            list.append(
                (
                    "image\(index * 7919 % count)",
                    Observation(
                        maps: maps, unclipped: isClipped ? Tensor(shape: [5, 2, 2], values: values) : nil, peaks: peaks,
                        logits: [])
                ))
        }
        observations = list
    }
}

@Suite struct ObserverLawsTests {
    func top(_ images: [(path: String, observation: Observation)]) -> TopActivations {
        var observer = TopActivations(unitCount: 5, limit: 4)
        for image in images { observer.observe(image.observation, path: image.path) }
        return observer
    }

    func statistics(_ images: [(path: String, observation: Observation)]) -> UnitStatistics {
        var observer = UnitStatistics(unitCount: 5)
        for image in images { observer.observe(image.observation, path: image.path) }
        return observer
    }

    func states(_ statistics: UnitStatistics) -> [[UInt8]] { (0..<5).map { statistics.state(of: UnitID($0)) } }

    @Test(arguments: 0..<8) func anyOrderAndAnySplitGiveTheSame(_ seed: Int) {
        let random = RandomObservations(
            seed: UInt64(seed), count: 60, spread: [0, 0, 20, 60][seed % 4], isClipped: seed >= 4)
        let (wholeTop, wholeStates) = (top(random.observations).summary, states(statistics(random.observations)))
        var generator = SeededGenerator(seed: UInt64(seed) + 100)
        for _ in 0..<5 {
            let shuffled = random.observations.shuffled(using: &generator)
            let cuts = [0, Int.random(in: 0...60, using: &generator), Int.random(in: 0...60, using: &generator), 60]
                .sorted()
            var tops = zip(cuts, cuts.dropFirst()).map { top(Array(shuffled[$0..<$1])) }
            var parts = zip(cuts, cuts.dropFirst()).map { statistics(Array(shuffled[$0..<$1])) }
            tops.shuffle(using: &generator)
            parts.shuffle(using: &generator)
            tops[0].merge(tops[1])
            tops[2].merge(tops[0])
            parts[1].merge(parts[2])
            parts[1].merge(parts[0])
            #expect(tops[2].summary == wholeTop)
            #expect(states(parts[1]) == wholeStates)
        }
    }

    @Test(arguments: [false, true]) func theBestAreThoseOfASort(_ isClipped: Bool) {
        let random = RandomObservations(seed: 3, count: 40, isClipped: isClipped)
        let observer = top(random.observations)
        for unit in 0..<5 {
            let all = random.observations.map { image in
                let map = image.observation.map(UnitID(unit))
                return TopActivation(
                    path: image.path, maximum: map.maximum ?? 0, mean: map.mean,
                    cellX: image.observation.peaks[unit] % 2, cellY: image.observation.peaks[unit] / 2, map: map,
                    unclipped: image.observation.unclippedMap(UnitID(unit)))
            }
            #expect(observer.ranked(UnitID(unit)) == Array(all.sorted { $0.precedes($1) }.prefix(4)))
        }
    }

    @Test(arguments: [false, true]) func savedAndGoneOnWithEqualsInOneGo(_ isClipped: Bool) throws {
        let random = RandomObservations(seed: 9, count: 50, spread: isClipped ? 0 : 30, isClipped: isClipped)
        let first = Array(random.observations.prefix(20))
        var resumedTop = TopActivations(limit: 4, entries: top(first).summary)
        var resumed = try UnitStatistics(states: states(statistics(first)))
        for image in random.observations.dropFirst(20) {
            resumedTop.observe(image.observation, path: image.path)
            resumed.observe(image.observation, path: image.path)
        }
        #expect(resumedTop.summary == top(random.observations).summary)
        #expect(states(resumed) == states(statistics(random.observations)))
        #expect(resumed.summary == statistics(random.observations).summary)
    }

    @Test func changedUnitsAreThoseWhoseListsChanged() {
        let random = RandomObservations(seed: 1, count: 10)
        var observer = top(random.observations)
        #expect(observer.takeChangedUnits() == (0..<5).map { UnitID($0) })
        #expect(observer.takeChangedUnits().isEmpty)
        // An image that only unit 3 likes.
        var values = [Float](repeating: -1, count: 20)
        values[12] = 7
        observer.observe(
            Observation(maps: Tensor(shape: [5, 2, 2], values: values), peaks: [0, 0, 0, 0, 0], logits: []), path: "x")
        #expect(observer.takeChangedUnits() == [UnitID(3)])
        #expect(observer.ranked(UnitID(3)).first?.path == "x")
    }
}
