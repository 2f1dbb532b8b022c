import Kernels
import Tensors
import Testing
import Units

@testable import Analyses

/// Fits against scikit-learn's, which stop much later.
struct HeadFittingTests {
    private let fixtures: HeadFixtures

    init() throws { fixtures = try HeadFixtures.read() }

    private func fit(
        _ loss: HeadRecipe.Loss, multiclass: HeadRecipe.Multiclass = .oneVersusRest, rows: [Int]? = nil,
        targets: HeadTargets? = nil, standardizes: Bool = false
    ) throws -> Head {
        let recipe = HeadRecipe(loss: loss, multiclass: multiclass, standardizes: standardizes)
        let rows = rows ?? Array(fixtures.labels.indices)
        let fitting = HeadFitting(
            fixtures.matrix, targets: targets ?? .classes(fixtures.labels, count: 3), training: rows, recipe: recipe)
        return try fitting.fit(rows, cost: fixtures.cost).head
    }

    private func expectClose(
        _ head: Head, _ layer: HeadFixtures.Layer, within tolerance: Double,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let weights = layer.weights.flatMap { $0 }
        #expect(head.weights.shape == [layer.bias.count, layer.weights[0].count], sourceLocation: sourceLocation)
        for (found, expected) in zip(head.weights.values + head.bias, weights + layer.bias) {
            #expect(abs(Double(found) - expected) <= tolerance, "\(found), \(expected)", sourceLocation: sourceLocation)
        }
    }

    /// ½‖w‖² + C Σ max(0, 1 − y S)², the bias counted as a weight: what LIBLINEAR minimises for one class.
    private func objective(_ weights: [Double], _ bias: Double, label: Int) -> Double {
        var value = 0.5 * (weights.reduce(0) { $0 + $1 * $1 } + bias * bias)
        for (row, own) in zip(fixtures.features, fixtures.labels) {
            let score = zip(weights, row).reduce(bias) { $0 + $1.0 * Double($1.1) }
            let slack = max(0, 1 - (own == label ? score : -score))
            value += fixtures.cost * slack * slack
        }
        return value
    }

    @Test func supportVectors() throws {
        let head = try fit(.svm)
        for label in 0..<3 {
            let row = head.weights.values[label * 5..<(label + 1) * 5].map(Double.init)
            let best = objective(fixtures.svm.weights[label], fixtures.svm.bias[label], label: label)
            let found = objective(row, Double(head.bias[label]), label: label)
            #expect(found <= best * 1.01 && found >= best * 0.999999, "\(found), \(best)")
        }
        expectClose(head, fixtures.svm, within: 0.05)
    }

    @Test func twoClassesAreOppositesOfEachOther() throws {
        let rows = fixtures.labels.indices.filter { fixtures.labels[$0] < 2 }
        let head = try fit(.svm, rows: rows, targets: .classes(fixtures.labels.map { min($0, 1) }, count: 2))
        let (weights, bias) = (fixtures.svm_two_classes.weights[0], fixtures.svm_two_classes.bias[0])
        // scikit-learn's one row argues for the second class.
        let both = HeadFixtures.Layer(weights: [weights.map { -$0 }, weights], bias: [-bias, bias])
        expectClose(head, both, within: 0.05)
        #expect(head.weights.values[0..<5].map { -$0 } == Array(head.weights.values[5...]))
    }

    @Test func crammerAndSinger() throws {
        expectClose(try fit(.svm, multiclass: .crammerSinger), fixtures.crammer_singer, within: 0.1)
    }

    @Test func logistic() throws { expectClose(try fit(.logistic), fixtures.logistic, within: 0.02) }

    @Test func ridge() throws {
        expectClose(try fit(.squared, targets: .numbers(fixtures.numbers)), fixtures.ridge, within: 1e-4)
        expectClose(try fit(.squared), fixtures.ridge_classes, within: 1e-4)
        let few = try fit(.squared, rows: [0, 1, 2, 3], targets: .numbers(fixtures.numbers))
        expectClose(few, fixtures.ridge_few, within: 1e-4)
    }

    /// LIBLINEAR numbers classes as it meets them: which comes first must not matter to whose weights are whose.
    @Test func labelsComeBackInTheirOwnOrder() throws {
        let reversed = Array(fixtures.labels.indices.reversed())
        let (forwards, backwards) = (try fit(.logistic), try fit(.logistic, rows: reversed))
        for (a, b) in zip(forwards.weights.values, backwards.weights.values) { #expect(abs(a - b) < 0.02) }
        let swapped = fixtures.labels.map { [2, 0, 1][$0] }
        let other = try fit(.logistic, targets: .classes(swapped, count: 3))
        for label in 0..<3 {
            let moved = [2, 0, 1][label]
            for unit in 0..<5 {
                #expect(abs(forwards.weights.values[label * 5 + unit] - other.weights.values[moved * 5 + unit]) < 0.02)
            }
        }
    }

    @Test(arguments: HeadRecipe.Loss.allCases) func equalRowsGiveEqualBits(_ loss: HeadRecipe.Loss) throws {
        #expect(try fit(loss) == fit(loss))
    }

    /// A head on standardised units says the same when it is given plain ones.
    @Test(arguments: HeadRecipe.Loss.allCases) func theScalingIsFoldedBack(_ loss: HeadRecipe.Loss) throws {
        let rows = Array(fixtures.labels.indices)
        let scaling = FeatureScaling(fixtures.matrix, rows: rows)
        let scaled = scaling.scaled(fixtures.matrix)
        for unit in 0..<5 {
            let column = rows.map { Double(scaled.values[$0 * 5 + unit]) }
            #expect(abs(column.reduce(0, +)) < 1e-4)
            #expect(abs(column.reduce(0) { $0 + $1 * $1 } / 30 - 1) < 1e-5)
        }
        let folded = try fit(loss, standardizes: true)
        let recipe = HeadRecipe(loss: loss)
        let plain = try HeadFitting(
            scaled, targets: .classes(fixtures.labels, count: 3), training: rows, recipe: recipe
        ).fit(rows, cost: fixtures.cost).head
        let a = PooledScores.logits(of: fixtures.matrix, head: folded).values
        let b = PooledScores.logits(of: scaled, head: plain).values
        for (x, y) in zip(a, b) { #expect(abs(x - y) < 1e-4) }
    }

    @Test func aMatrixThatIsNotPositiveDefiniteIsRefused() {
        let error = #expect(throws: KernelError.self) {
            _ = try PositiveDefiniteSystem.solve(
                Tensor(shape: [2, 2], values: [1, 2, 2, 1]), Tensor(shape: [1, 2], values: [1, 1]))
        }
        #expect(error?.description.contains("not positive definite at row 2") == true)
    }
}
