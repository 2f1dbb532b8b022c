import Foundation
import TestSupport
import Tensors
import Testing
import Units

@testable import Analyses

/// Two units of activation 1, of which the first alone gives class 0 the odds 3 : 1.
struct RankingCurvesTests {
    private func head(_ form: HeadForm) -> Head {
        Head(
            weights: Tensor(shape: [2, 2], values: [Float(log(3.0)), 0, 0, 0]), bias: [0, 0], pooling: .average,
            form: form)
    }

    private func expectClose(
        _ values: [Double], _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(values.count == expected.count, sourceLocation: sourceLocation)
        for (value, number) in zip(values, expected) {
            #expect(abs(value - number) < 1e-5, "\(values)", sourceLocation: sourceLocation)
        }
    }

    /// From pooled activations and from maps, which agree where each map has one cell and no class map is negative.
    @Test(arguments: [HeadForm.poolThenLinear, .linearThenPool(rectified: true, border: 0)])
    func byHand(form: HeadForm) {
        let id = ClassID(0)
        var curves = RankingCurves(head: head(form), orders: [id: [[0, 1], [1, 0]]], rankings: 2, count: 2)
        curves.add(cell: [1, 1], id, form)
        // A class without orders is left out.
        curves.add(cell: [1, 1], ClassID(1), form)
        #expect(curves.steps == [0, 1, 2])
        expectClose(curves.curves[0].deletion, [0.75, 0.5, 0.5])
        expectClose(curves.curves[0].insertion, [0.5, 0.75, 0.75])
        expectClose(curves.curves[1].deletion, [0.75, 0.75, 0.5])
        expectClose(curves.curves[1].insertion, [0.5, 0.5, 0.75])
        #expect(curves.images.count == 1)
        expectClose(curves.images[0].map(\.deletion).prefix(2).map { $0 }, [0.5625, 0.6875])
        expectClose(curves.images[0].map(\.insertion).prefix(2).map { $0 }, [0.6875, 0.5625])
        // The random order is one of the two.
        #expect(curves.curves.count == 3)
        #expect(curves.curves[2] == curves.curves[0] || curves.curves[2] == curves.curves[1])
        #expect(curves.classes == [id])
    }

    @Test func stepsAndMerging() {
        let units = 200
        let id = ClassID(0)
        let head = Head(
            weights: .random([3, units], seed: 1), bias: [0, 0, 0], pooling: .average, form: .poolThenLinear)
        let none = RankingCurves(head: head, orders: [id: [Array(0..<units)]], rankings: 1, count: 999)
        #expect(none.steps.count == 65 && none.steps.first == 0 && none.steps.last == units)
        #expect(zip(none.steps, none.steps.dropFirst()).allSatisfy { $0 < $1 })
        #expect(RankingCurves(head: head, orders: [:], rankings: 1, count: 3).steps == [0, 1, 2, 3])
        let features = Tensor.random([4, units], seed: 2, in: 0...1)
        var (whole, first, second) = (none, none, none)
        whole.add(features: features, labels: [id, id, id, id])
        first.add(features: features, labels: [id, id, nil, nil])
        second.add(features: features, labels: [nil, nil, id, id])
        first.merge(second)
        #expect(first.images == whole.images && first.images.count == 4)
        for (a, b) in zip(first.curves, whole.curves) {
            expectClose(a.deletion, b.deletion)
            expectClose(a.insertion, b.insertion)
            // All units removed, and none inserted, are one state; so are none removed and all inserted.
            expectClose([a.deletion[64], a.deletion[0]], [a.insertion[0], a.insertion[64]])
        }
    }

    /// Rankings over the images of two classes, in parts.
    @Test func ordersOfClasses() {
        let head = Head(
            weights: Tensor(shape: [2, 3], values: [3, 2, 1, 0, 1, 2]), bias: [0, 0], pooling: .average,
            form: .poolThenLinear)
        let features = Tensor(shape: [3, 3], values: [0, 1, 4, 0, 3, 4, 1, 1, 1])
        let none = RankingSums(head: head, measures: [.weight, .contribution, .ablation])
        var (first, second) = (none, none)
        first.add(features: features, labels: [ClassID(0), nil, ClassID(1)])
        second.add(features: features, labels: [nil, ClassID(0), nil])
        first.merge(second)
        // Mean activations of class 0 are 0, 2, 4: contributions 0, 4, 4; margins 0, 2, −4.
        #expect(first.orders[ClassID(0)] == [[0, 1, 2], [1, 2, 0], [1, 0, 2]])
        // Class 1: contributions 0, 1, 2; margins −3, −1, 1.
        #expect(first.orders[ClassID(1)] == [[2, 1, 0], [2, 1, 0], [2, 1, 0]])
    }
}

extension RankingCurves {
    /// Adds an image with maps of one cell in the way that the head's form needs.
    fileprivate mutating func add(cell: [Float], _ label: ClassID, _ form: HeadForm) {
        if form == .poolThenLinear {
            add(features: Tensor(shape: [1, cell.count], values: cell), labels: [label])
        } else {
            add(maps: Tensor(shape: [cell.count, 1, 1], values: cell), label: label)
        }
    }
}
