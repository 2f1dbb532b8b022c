import Observers
import TestSupport
import Tensors
import Testing
import Units

@Suite struct UnitStatisticsTests {
    func statistics(_ maps: [[Float]]) -> UnitRecord {
        var observer = UnitStatistics(unitCount: 1)
        for (index, values) in maps.enumerated() {
            observer.observe(
                Observation(maps: Tensor(shape: [1, 1, values.count], values: values), peaks: [0], logits: []),
                path: "\(index)")
        }
        return observer.summary[0]
    }

    @Test func fourCellsByHand() {
        let record = statistics([[0, 1], [2, 5]])
        #expect(record.mean == 2)
        #expect(record.deviation == 3.5.squareRoot())
        #expect(record.maximum == 5)
        #expect(record.activeFraction == 0.75)
        #expect(record.threshold == 5)
    }

    /// 200 cells, the largest 12 and the next 10 before a clip at 6: one cell in 200 exceeds the threshold.
    @Test func aClippedUnitHasTheExtremesOfBeforeTheClipToo() {
        var observer = UnitStatistics(unitCount: 1)
        for index in 0..<50 {
            let values: [Float] = index == 7 ? [10, 12, 0, 3] : [8, 1, 0, 3]
            observer.observe(
                Observation(
                    maps: Tensor(shape: [1, 1, 4], values: values.map { min(6, $0) }),
                    unclipped: Tensor(shape: [1, 1, 4], values: values), peaks: [index == 7 ? 1 : 0], logits: []),
                path: "\(index)")
        }
        let record = observer.summary[0]
        #expect(record.maximum == 6 && record.threshold == 6)
        #expect(record.unclipped == UnitRecord.Extremes(maximum: 12, threshold: 12))
        #expect(record.response == UnitRecord.Extremes(maximum: 12, threshold: 12))
        #expect(record.isClipped)
        #expect(record.mean == (49 * 10.0 + 15) / 200)
        #expect(observer.levels(exceededBy: 0.01) == [10])
        #expect(observer.levels(exceededBy: 0.2) == [8])
        let silent = statistics([[0, 1], [2, 5]])
        #expect(silent.unclipped == nil && !silent.isClipped)
        #expect(silent.response == UnitRecord.Extremes(maximum: 5, threshold: 5))
    }

    @Test func aSaturatingUnitsThresholdIsTheSaturation() {
        let record = statistics([[Float]](repeating: [6, 6, 0, 3], count: 50))
        #expect(record.threshold == 6)
        #expect(record.maximum == 6)
    }

    @Test func aSilentUnit() {
        let record = statistics([[0, 0, 0, 0]])
        #expect([record.mean, record.deviation, record.activeFraction] == [0, 0, 0] as [Double])
        #expect(record.threshold == 0)
    }

    @Test(arguments: [1e-37, 1e-20, 0.001, 0.02, 1, 300, 90_000, 1e9, 1e20, 3e38] as [Float])
    func thresholdsAreWithinTheStatedErrorOfASort(_ scale: Float) {
        var generator = SeededGenerator(seed: 5)
        let maps = (0..<200).map { _ in (0..<49).map { _ in scale * Float.random(in: 0...1, using: &generator) } }
        let sorted = maps.flatMap { $0 }.sorted(by: >)
        let exact = sorted[Int(UnitStatistics.thresholdShare * Double(sorted.count)) - 1]
        let found = statistics(maps).threshold
        #expect(found <= exact)
        #expect(found >= exact * (1 - UnitStatistics.thresholdError))
    }

    /// Networks differ in the size of their activations: none is too small or too large to be told apart.
    @Test(arguments: [1e-38, 1e-15, 1e-4, 1, 1e7, 1e15, 1e37] as [Float])
    func meansOfAnySize(_ scale: Float) {
        let record = statistics([[0, 1 * scale], [2 * scale, 5 * scale]])
        #expect(record.mean == 2 * Double(scale) || abs(record.mean / (2 * Double(scale)) - 1) < 1e-7)
        let deviation = Double(scale) * 3.5.squareRoot()
        #expect(abs(record.deviation / deviation - 1) < 1e-6, "\(record.deviation)")
        #expect(record.threshold <= 5 * scale)
        #expect(record.threshold >= 5 * scale * (1 - UnitStatistics.thresholdError))
    }

    /// Beside a large map a small one does not get lost, nor does it matter which came first.
    @Test func largeAndSmallMapsInAnyOrder() {
        let maps: [[Float]] = [[1e30, 1], [1e-30, 0], [-1e30, 2], [1e-12, 7], [3, -4]]
        let first = statistics(maps)
        // Within a map 1e30 + 1 is 1e30; over the maps the two cancel out, and 7 + 3 − 4 are left for ten cells.
        #expect(abs(first.mean - 0.6) < 1e-12)
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<20 { #expect(statistics(maps.shuffled(using: &generator)) == first) }
    }

    @Test func negativeMapsHaveNegativeThresholds() {
        var generator = SeededGenerator(seed: 6)
        let maps = (0..<100).map { _ in (0..<20).map { _ in Float.random(in: -8...(-1), using: &generator) } }
        let sorted = maps.flatMap { $0 }.sorted(by: >)
        let exact = sorted[Int(UnitStatistics.thresholdShare * Double(sorted.count)) - 1]
        let found = statistics(maps).threshold
        #expect(found <= exact && found >= exact * (1 + 2 * UnitStatistics.thresholdError))
    }

    @Test func damagedStatesAreRefused() throws {
        var observer = UnitStatistics(unitCount: 1)
        observer.observe(
            Observation(maps: Tensor(shape: [1, 1, 4], values: [0, -1, 2, 600]), peaks: [3], logits: []), path: "a")
        let state = observer.state(of: UnitID(0))
        #expect(try UnitStatistics(states: [state]).state(of: UnitID(0)) == state)
        for count in 0..<state.count {
            #expect(throws: ObserverError.malformed(unit: 0)) {
                try UnitStatistics(states: [Array(state.prefix(count))])
            }
        }
        #expect(throws: ObserverError.malformed(unit: 0)) { try UnitStatistics(states: [state + [0]]) }
        #expect(throws: ObserverError.malformed(unit: 0)) {
            try UnitStatistics(states: [[state[0] + 1] + state.dropFirst()])
        }
        #expect(throws: ObserverError.earlierVersion) {
            try UnitStatistics(states: [[1] + state.dropFirst()])
        }
    }
}
