import Analyses
import Tensors
import TestSupport
import Testing
import Units

struct MapWeightingTests {
    private let head = Head(
        weights: Tensor(shape: [2, 3], values: [1, -2, 0, 0.5, 0.5, 3]), bias: [0.25, -1], pooling: .average,
        form: .poolThenLinear)
    /// [3, 1, 2]
    private let maps = Tensor(shape: [3, 1, 2], values: [2, 0, 1, 3, 4, 4])

    @Test func byHand() {
        let classes = [ClassID(1), ClassID(0)]
        func values(_ weighting: MapWeighting) -> [[Float]] {
            ClassActivationMap.maps(of: classes, maps: maps, head: head, weighting: weighting).map(\.values)
        }
        #expect(values(.raw) == [[13.5, 13.5], [0, -6]])
        #expect(values(.relu) == [[13.5, 13.5], [2, 0]])
        let softmax = MapWeighting.softmax.weights(of: classes, head).values
        #expect(abs(softmax[0..<3].reduce(0, +) - 1) < 1e-6 && abs(softmax[3..<6].reduce(0, +) - 1) < 1e-6)
        #expect(abs(softmax[3] / softmax[5] - Float(2.718281828)) < 1e-5)
    }

    @Test func oneProductAgreesWithOneMapAfterAnother() {
        let head = Head(
            weights: .random([20, 40], seed: 1), bias: [Float](repeating: 0, count: 20), pooling: .average,
            form: .poolThenLinear)
        let maps = Tensor.random([40, 5, 6], seed: 2)
        let classes = [ClassID(7), ClassID(0), ClassID(19)]
        for (id, map) in zip(classes, ClassActivationMap.maps(of: classes, maps: maps, head: head)) {
            let slow = ClassActivationMap.map(of: id, maps: maps, head: head)
            #expect(zip(map.values, slow.values).allSatisfy { abs($0 - $1) < 1e-4 })
        }
    }

    @Test func logitsOfEveryForm() {
        #expect(HeadScores.logits(maps: maps, head: head) == [-2.75, 12.5])
        let maximum = Head(weights: head.weights, bias: head.bias, pooling: .maximum, form: .poolThenLinear)
        #expect(HeadScores.logits(maps: maps, head: maximum) == [-3.75, 13.5])
        let late = Head(
            weights: head.weights, bias: head.bias, pooling: .average,
            form: .linearThenPool(rectified: true, border: 2))
        // (relu(0.25) + relu(-5.75) + 2 · 0.25) / 4 and (12.5 + 12.5 + 0) / 4
        #expect(HeadScores.logits(maps: maps, head: late) == [0.1875, 6.25])
        for head in [head, maximum, late] {
            let law = CAMLaw(maps: maps, head: head, logits: HeadScores.logits(maps: maps, head: head))
            #expect(law.largestDifference < 1e-6 && law.holds)
            #expect(!CAMLaw(maps: maps, head: head, logits: [1, 2]).holds)
        }
        #expect(CAMLaw.text(late) == "logit = (Σ relu(M + b) + 2·relu(b)) / cells")
    }

    @Test func contributionsAddUpToTheLogit() {
        let all = UnitContribution.all(of: ClassID(0), maps: maps, head: head)
        #expect(all.map(\.unit) == [UnitID(0), UnitID(2), UnitID(1)])
        #expect(all.map(\.contribution) == [1, 0, -4])
        #expect(all.map(\.share) == [1, 0, -4])
        #expect(all.map(\.rank) == [1, 2, 3])
        #expect(all.reduce(0.25) { $0 + $1.contribution } == -2.75)
    }

    /// Without a unit, the logits are computed again.
    @Test(arguments: [HeadForm.poolThenLinear, .linearThenPool(rectified: true, border: 2)])
    func byWeightAndAblation(form: HeadForm) {
        let head = Head(weights: head.weights, bias: head.bias, pooling: .average, form: form)
        let byWeight = UnitContribution.all(of: ClassID(0), maps: maps, head: head, by: .weight)
        let weights = head.row(ClassID(0))
        #expect(byWeight.map(\.weight) == weights.sorted(by: >))
        #expect(byWeight.map(\.place) == [1, 2, 3])
        #expect(byWeight.first { $0.unit == UnitID(1) }?.rank == 3)
        func lead(_ head: Head) -> Float {
            let logits = HeadScores.logits(maps: maps, head: head)
            return logits[0] - logits[1]
        }
        let ablated = UnitContribution.all(of: ClassID(0), maps: maps, head: head, by: .ablation)
        for unit in ablated {
            let rest = head.weights.values.enumerated().map { $0.offset % 3 == unit.unit.value ? 0 : $0.element }
            let without = Head(
                weights: Tensor(shape: head.weights.shape, values: rest), bias: head.bias, pooling: .average, form: form
            )
            #expect(abs((unit.marginDrop ?? .nan) - Double(lead(head) - lead(without))) < 1e-5)
        }
        let drops = ablated.map { $0.marginDrop ?? 0 }
        #expect(drops == drops.sorted(by: >) && Set(drops).count == 3)
    }

    @Test func theLikeliestComeFirst() {
        #expect(HeadScores.largest([1, 5, 5, 2, 7], count: 3).map(\.value) == [4, 1, 2])
        #expect(HeadScores.largest([1, 2], count: 5).map(\.value) == [1, 0])
    }

    @Test func valuesChangeOnlyWhenAsked() {
        let map = Plane(height: 1, width: 3, values: [-2, 0, 4])
        func applied(_ clips: Bool, _ normalization: MapValues.Normalization) -> [Float] {
            MapValues(clips: clips, normalization: normalization).applied(to: map).values
        }
        #expect(applied(false, .none) == [-2, 0, 4])
        #expect(applied(true, .none) == [0, 0, 4])
        #expect(applied(false, .maximum) == [-0.5, 0, 1])
        #expect(applied(false, .range) == [0, 1 / 3, 1])
        #expect(applied(true, .range) == [0, 0, 1])
        #expect(MapValues(clips: true, normalization: .maximum).name == "clipped, over its maximum")
        #expect(MapValues().name == "raw")
        let negative = Plane(height: 1, width: 2, values: [-1, -1])
        #expect(MapValues(normalization: .maximum).applied(to: negative).values == [0, 0])
        #expect(MapValues(normalization: .range).applied(to: negative).values == [0, 0])
    }
}
