import Kernels
import Tensors
import TestSupport
import Testing
import Units

@testable import Analyses

/// Hard negatives are mined until none enters, and the head is then that of all of them.
struct ConceptTrainingTests {
    /// Positives are large in the first of three features; negatives are many.
    private static func cloud(positives: Int, negatives: Int, shift: Double, seed: UInt64) -> (Tensor, [Bool]) {
        var random = SeededGenerator(seed: seed)
        let count = positives + negatives
        let isPositive = (0..<count).map { $0 < positives }
        let values = isPositive.flatMap { positive in
            (0..<3).map { column -> Float in
                let noise = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -0.5...0.5, using: &random) }
                return Float((positive && column == 0 ? shift : 0) + noise)
            }
        }
        return (Tensor(shape: [count, 3], values: values), isPositive)
    }

    @Test(arguments: [(1.0, 3 as UInt64), (2.5, 5), (0.2, 8)])
    func miningEndsWhereNoNegativeIsHard(shift: Double, seed: UInt64) throws {
        let (features, isPositive) = Self.cloud(positives: 12, negatives: 300, shift: shift, seed: seed)
        let recipe = HeadRecipe(loss: .svm)
        let fitting = HeadFitting(
            features, targets: .classes(isPositive.map { $0 ? 0 : 1 }, count: 2),
            training: Array(isPositive.indices), recipe: recipe)
        var used: [Int] = []
        let mining = try NegativeMining(
            features: features, positives: Array(0..<12), negatives: Array(12..<312), seed: 1
        ) { (rows: [Int]) throws(KernelError) in
            used = rows
            return try fitting.fit(rows, cost: 1)
        }
        let logits = PooledScores.logits(of: features, head: mining.head)
        let outside = Set(12..<312).subtracting(used)
        #expect(outside.allSatisfy { logits.values[2 * $0] < -1 })
        #expect(mining.rounds.first?.negatives == 12)
        #expect(mining.rounds.last?.entered == 0 && mining.rounds.last?.hard == 0)
        // Each round fits to what the last one fitted to, and to what entered then, which is never more than the positives.
        for (last, next) in zip(mining.rounds, mining.rounds.dropFirst()) {
            #expect(next.negatives == last.negatives + last.entered)
            #expect(last.entered > 0 && last.entered <= min(12, last.hard))
        }
        #expect(used.count == 12 + (mining.rounds.last?.negatives ?? 0))
        // Negatives outside have no loss: the head is that of all, to LIBLINEAR's tolerance.
        let all = try fitting.fit(Array(0..<312), cost: 1).head
        let whole = PooledScores.logits(of: features, head: all)
        for row in 0..<312 { #expect(abs(whole.values[2 * row] - logits.values[2 * row]) < 0.2) }
    }

    @Test func aConceptIsLearnedAndHeldOutImagesTellHowWell() throws {
        let (features, isPositive) = Self.cloud(positives: 60, negatives: 240, shift: 3, seed: 2)
        let paths = isPositive.indices.map { "image-\($0).png" }
        let recipe = HeadRecipe(loss: .svm, cost: nil, seed: 3)
        let training = try ConceptTraining(
            features: features, isPositive: isPositive, paths: paths, recipe: recipe)
        #expect(training.candidates.map(\.cost) == HeadRecipe.costs)
        let best = training.candidates.map(\.score).max()
        #expect(training.validated == best)
        #expect(training.split.test.count == 60 && training.test.positives == 12)
        #expect(training.test.value > 0.95 && training.testQuality.score > 0.95)
        // The same once more, and in another order of images.
        let order = Array(isPositive.indices.reversed())
        let other = try ConceptTraining(
            features: features.rows(order), isPositive: order.map { isPositive[$0] }, paths: order.map { paths[$0] },
            recipe: recipe)
        #expect(Set(other.split.test.map { order[$0] }) == Set(training.split.test))
        // Labels that say nothing give what chance does.
        var random = SeededGenerator(seed: 9)
        let shuffled = try ConceptTraining(
            features: features, isPositive: isPositive.shuffled(using: &random), paths: paths,
            recipe: HeadRecipe(loss: .svm, seed: 3))
        #expect(shuffled.test.value < 0.5)
    }
}
