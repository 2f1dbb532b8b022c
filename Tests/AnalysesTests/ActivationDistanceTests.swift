import Analyses
import TestSupport
import Testing
import Units

struct ActivationDistanceTests {
    @Test func byHand() {
        #expect(ActivationDistance(from: [1, 2, 3]).squared(to: [1, 0, 0.5]) == 4 + 6.25)
        let some = ActivationDistance(from: [1, 2, 3], units: [UnitID(2), UnitID(0)])
        #expect(some.squared(to: [3, 9, 3.5]) == 4 + 0.25)
        let weighed = ActivationDistance(from: [1, 2, 3], units: [UnitID(2), UnitID(0)], factors: [4, 0.5])
        #expect(weighed.squared(to: [3, 9, 3.5]) == 1 + 4)
    }

    /// All units, and all of them by name, are the same; so is a plain sum, to rounding.
    @Test(arguments: [1, 7, 8, 9, 64, 67]) func ofAnyLength(_ count: Int) {
        var random = SeededGenerator(seed: UInt64(count))
        let (a, b) = (
            (0..<count).map { _ in Float.random(in: 0...9, using: &random) },
            (0..<count).map { _ in Float.random(in: 0...9, using: &random) }
        )
        let plain = zip(a, b).reduce(0.0) { $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1)) }
        let all = ActivationDistance(from: a).squared(to: b)
        #expect(abs(all - plain) <= 1e-12 * plain)
        #expect(ActivationDistance(from: b).squared(to: a) == all)
        let named = ActivationDistance(from: a, units: (0..<count).map { UnitID($0) }).squared(to: b)
        #expect(abs(named - plain) <= 1e-12 * plain)
        #expect(ActivationDistance(from: a).squared(to: a) == 0)
    }

    /// Whatever the order, and however the things are split, the same ones are nearest; among equals the first name.
    @Test func theNearestDoNotDependOnTheOrder() {
        let things = [("d", 2.0), ("b", 1), ("a", 1), ("é", 1), ("c", 0), ("e", 3), ("z", 1)]
        for split in 0...things.count {
            for turned in [false, true] {
                var (left, right) = (NearestNeighbors(capacity: 4), NearestNeighbors(capacity: 4))
                for (place, thing) in (turned ? things.reversed() : things).enumerated() {
                    if place < split { left.add(thing.1) { thing.0 } } else { right.add(thing.1) { thing.0 } }
                }
                left.merge(right)
                #expect(left.entries.map(\.name) == ["c", "a", "b", "z"])
                #expect(left.without("a", capacity: 2).entries.map(\.name) == ["c", "b"])
            }
        }
    }

    /// A name is requested only where the thing may be among the nearest.
    @Test func namesAreAskedForSeldom() {
        var list = NearestNeighbors(capacity: 1)
        var requests = 0
        for squared in [5.0, 6, 7, 4, 4, 9] {
            list.add(squared) {
                requests += 1
                return "\(requests)"
            }
        }
        #expect(requests == 3)
        #expect(list.entries.map(\.squared) == [4])
    }
}
