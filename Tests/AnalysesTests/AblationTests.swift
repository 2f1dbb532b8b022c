import TestSupport
import Tensors
import Testing
import Units

@testable import Analyses

struct AblationTests {
    /// Two classes, three units, three images, by hand:
    ///
    ///     class 0   2 0 0   + 0          logits of image a [1, 0, 2] (class 0):  2, 0.5·2 = 1
    ///     class 1   0 1 0.5 + 0                       b [0.5, 2, 0] (class 1):   1, 2
    ///                                                 c [1, 3, 0] (class 0):     2, 3, which is wrong
    private let head = Head(
        weights: Tensor(shape: [2, 3], values: [2, 0, 0, 0, 1, 0.5]), bias: [0, 0], pooling: .average,
        form: .poolThenLinear)
    private let features = Tensor(shape: [3, 3], values: [1, 0, 2, 0.5, 2, 0, 1, 3, 0])
    private let labels: [ClassID?] = [ClassID(0), ClassID(1), ClassID(0)]

    @Test func byHand() {
        var ablation = UnitAblation(head: head)
        ablation.add(features: features, labels: labels)
        #expect(ablation.accuracy == Proportion(successes: 2, total: 3))
        let zero = ablation.effects(on: ClassID(0))
        // Without unit 0, a is 0 to 1 and c 0 to 3: a is lost, logits fall by 2, the lead of a by 2 (1 to −1), that of c by 2.
        #expect(zero[0] == effect(0, 0, images: 2, lost: 1, logit: 2, margin: 2))
        #expect([zero[0].accuracyLost, zero[0].accuracyGained, zero[0].accuracyDrop] == [0.5, 0, 0.5])
        // Without unit 1, c is right: 2 to 0; its lead grows from −1 to 2.
        #expect(zero[1] == effect(0, 1, images: 2, gained: 1, logit: 0, margin: -1.5))
        #expect([zero[1].accuracyLost, zero[1].accuracyGained, zero[1].accuracyDrop] == [0, 0.5, -0.5])
        #expect(zero[2] == effect(0, 2, images: 2, logit: 0, margin: -0.5))
        let one = ablation.effects(on: ClassID(1))
        #expect(one[0] == effect(1, 0, images: 1, logit: 0, margin: -1))
        // Without unit 1, b is 1 to 0.
        #expect(one[1] == effect(1, 1, images: 1, lost: 1, logit: 2, margin: 2))
        #expect(one[2] == effect(1, 2, images: 1, logit: 0, margin: 0))
        let totals = ablation.totals
        // Without unit 1, class 0 gains an image and class 1 loses one.
        #expect(totals.map(\.lost) == [1, 1, 0])
        #expect(totals.map(\.gained) == [0, 1, 0])
        #expect(totals.map(\.accuracyDrop) == [1 / 3, 0, 0])
        #expect(totals.map(\.worst) == [ClassID(0), ClassID(1), nil])
    }

    private func effect(
        _ label: Int, _ unit: Int, images: Int, lost: Int = 0, gained: Int = 0, logit: Double, margin: Double
    ) -> UnitEffect {
        UnitEffect(
            classID: ClassID(label), unit: UnitID(unit), images: images, lost: lost, gained: gained, logitDrop: logit,
            marginDrop: margin)
    }

    /// Against computing every logit again with the unit's column at zero, ties and all.
    @Test(arguments: [1, 15, 16, 17, 40]) func againstComputingAgain(_ classes: Int) {
        var random = SeededGenerator(seed: UInt64(classes))
        func number() -> Float { Float(Int(random.next() % 7)) / 2 - 1 }
        let (units, images) = (9, 12)
        let head = Head(
            weights: Tensor(shape: [classes, units], values: (0..<classes * units).map { _ in number() }),
            bias: (0..<classes).map { _ in number() }, pooling: .average, form: .poolThenLinear)
        let features = Tensor(shape: [images, units], values: (0..<images * units).map { _ in max(0, number()) })
        let labels: [ClassID?] = (0..<images).map { $0 == 3 ? nil : ClassID($0 * 5 % classes) }
        var ablation = UnitAblation(head: head)
        ablation.add(features: features, labels: labels)
        for unit in 0..<units {
            let weights = Tensor(
                shape: head.weights.shape,
                values: head.weights.values.enumerated().map { $0.offset % units == unit ? 0 : $0.element })
            let without = Head(weights: weights, bias: head.bias, pooling: .average, form: .poolThenLinear)
            let before = PooledScores.predictedClasses(PooledScores.logits(of: features, head: head))
            let after = PooledScores.predictedClasses(PooledScores.logits(of: features, head: without))
            var (lost, gained) = (0, 0)
            for (image, label) in labels.enumerated() {
                guard let label = label?.value else { continue }
                lost += before[image] == label && after[image] != label ? 1 : 0
                gained += before[image] != label && after[image] == label ? 1 : 0
            }
            #expect(ablation.totals[unit].lost == lost, "unit \(unit)")
            #expect(ablation.totals[unit].gained == gained, "unit \(unit)")
        }
        #expect(ablation.accuracy.total == images - 1)
    }

    @Test func curves() {
        let image = Tensor(shape: [1, 3], values: [1, 3, 0])
        var single = AblationSets(head: head, count: 3)
        single.add(features: image, labels: [ClassID(1)])
        // Units 1, 2, 0: 2 to 3; without unit 1: 2 to 0; without unit 2 as well: 2 to 0; without all: 0 to 0, and the first
        // class counts.
        #expect(single.strongest.correct == [1, 0, 0, 0])
        #expect(single.strongest.logit == [3, 0, 0, 0])
        var sets = AblationSets(head: head, count: 1)
        sets.add(features: Tensor(shape: [1, 3], values: [1, 0, 2]), labels: [ClassID(0)])
        var other = AblationSets(head: head, count: 1)
        other.add(features: image, labels: [ClassID(1)])
        sets.merge(other)
        #expect(sets.strongest.correct == [2, 0])
        #expect(sets.strongest.logit == [5, 0])
        // The weakest of class 0 is unit 2, of class 1 unit 0.
        #expect(sets.weakest.correct == [2, 2])
        #expect(sets.random.images == 2)
    }

    /// Sets from maps where the average comes last, each step against class maps that are summed from the units left.
    @Test func curvesFromMaps() {
        let units = 6
        let head = Head(
            weights: .random([4, units], seed: 3, in: -1...1), bias: [0.25, -0.5, 0, 0.125], pooling: .average,
            form: .linearThenPool(rectified: true, border: 5))
        let maps = Tensor.random([units, 3, 3], seed: 4, in: 0...2)
        var sets = AblationSets(head: head, count: units)
        sets.add(maps: maps, label: ClassID(2))
        let order = (0..<units).sorted { head.weights.values[2 * units + $0] > head.weights.values[2 * units + $1] }
        for (curve, removed) in [(sets.strongest, order), (sets.weakest, order.reversed())] {
            for step in 0...units {
                let left = Set(0..<units).subtracting(removed.prefix(step))
                let logits = (0..<4).map { row -> Float in
                    let sum = (0..<9).reduce(Float(0)) { sum, cell in
                        let value = left.sorted().reduce(head.bias[row]) {
                            $0 + head.weights.values[row * units + $1] * maps.values[$1 * 9 + cell]
                        }
                        return sum + max(0, value)
                    }
                    return (sum + 5 * max(0, head.bias[row])) / 14
                }
                #expect(abs(curve.logit[step] - Double(logits[2])) < 1e-5)
                let first = logits.indices.max { logits[$0] != logits[$1] ? logits[$0] < logits[$1] : $0 > $1 }
                #expect(curve.correct[step] == (first == 2 ? 1 : 0), "\(step)")
            }
        }
    }
}
