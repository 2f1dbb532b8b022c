import Tensors
import TestSupport
import Testing

@testable import Analyses

/// Figures against SciPy's, and small cases by hand.
struct HeadStatisticsTests {
    private let fixtures: HeadFixtures

    init() throws { fixtures = try HeadFixtures.read() }

    @Test func wilsonIntervals() {
        for known in fixtures.wilson {
            let interval = Proportion(successes: known.successes, total: known.total).interval
            #expect(abs(interval.lowerBound - known.interval[0]) < 1e-9)
            #expect(abs(interval.upperBound - known.interval[1]) < 1e-9)
        }
        #expect(Proportion(successes: 0, total: 0).interval == 0...1)
    }

    @Test func mcNemar() {
        for known in fixtures.mcnemar {
            let pair = PairedComparison(onlyFirst: known.only_first, onlySecond: known.only_second)
            #expect(abs(pair.exactP - known.exact) < 1e-9, "\(known)")
            #expect(abs(pair.correctedP - known.corrected) < 1e-9, "\(known)")
        }
        let pair = PairedComparison(
            first: [true, true, false, false, true], second: [true, false, true, false, false])
        #expect(pair.both == 1 && pair.onlyFirst == 2 && pair.onlySecond == 1 && pair.neither == 1)
        let equal = PairedComparison(first: [true], second: [true])
        #expect(equal.exactP == 1 && equal.correctedP == 1)
    }

    @Test func spearman() {
        for known in fixtures.spearman {
            #expect(abs((RankCorrelation.spearman(known.a, known.b) ?? .nan) - known.rho) < 1e-12)
        }
        #expect(RankCorrelation.spearman([1, 1], [1, 2]) == nil)
        #expect(RankCorrelation.ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2])
    }

    @Test func confusion() {
        let table = ConfusionTable(actual: [0, 0, 0, 1, 2, 2, 2], predicted: [0, 1, 1, 1, 0, 2, 0])
        #expect(
            table.entries.map { [$0.actual, $0.predicted, $0.images] } == [
                [0, 0, 1], [0, 1, 2], [1, 1, 1], [2, 0, 2], [2, 2, 1],
            ])
        #expect(table.mistakes.map { [$0.actual, $0.predicted, $0.images] } == [[0, 1, 2], [2, 0, 2]])
    }

    /// Every class trains; its part tests; folds are even; the order of the images does not count.
    @Test func splits() {
        let paths = (0..<47).map { "images/\($0).jpg" }
        let classes = paths.indices.map { $0 < 5 ? 0 : $0 == 5 ? 1 : 2 }
        let split = ImageSplit(paths: paths, classes: classes, testShare: 0.2, folds: 4, seed: 1)
        #expect(Set(split.training).union(split.test) == Set(paths.indices))
        #expect(split.test.count { classes[$0] == 0 } == 1)
        #expect(split.test.count { classes[$0] == 1 } == 0)
        #expect(split.test.count { classes[$0] == 2 } == 8)
        let sizes = (0..<4).map { fold in split.folds.count { $0 == fold } }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
        let order = Array(paths.indices.reversed())
        let other = ImageSplit(
            paths: order.map { paths[$0] }, classes: order.map { classes[$0] }, testShare: 0.2, folds: 4, seed: 1)
        #expect(Set(other.test.map { order[$0] }) == Set(split.test))
        let folds = Dictionary(uniqueKeysWithValues: zip(split.training, split.folds))
        for (place, fold) in zip(other.training, other.folds) { #expect(folds[order[place]] == fold) }
        let seeded = ImageSplit(paths: paths, classes: classes, testShare: 0.2, folds: 4, seed: 2)
        #expect(Set(seeded.test) != Set(split.test))
    }

    @Test(arguments: [HeadRecipe.Loss.svm, .logistic, .squared])
    func crossValidationDoesNotDependOnThreads(loss: HeadRecipe.Loss) throws {
        var random = SeededGenerator(seed: 3)
        let paths = (0..<60).map { "\($0)" }
        let features = Tensor(shape: [60, 4], values: (0..<240).map { _ in Float.random(in: -1...1, using: &random) })
        let classes = paths.indices.map { features.values[4 * $0] + 0.3 * features.values[4 * $0 + 1] > 0 ? $0 % 2 : 2 }
        func trained(threads: Int) throws -> HeadTraining {
            try HeadTraining(
                features: features, targets: .classes(classes, count: 3), paths: paths,
                recipe: HeadRecipe(loss: loss, cost: nil, testShare: 0.25), threads: threads)
        }
        let single = try trained(threads: 1)
        #expect(single.candidates.count == HeadRecipe.costs.count)
        for threads in [2, 5] {
            let other = try trained(threads: threads)
            #expect(other.head == single.head)
            #expect(other.candidates == single.candidates)
            #expect(other.recipe == single.recipe)
        }
    }

    @Test func trainingIsHonest() throws {
        // Two units tell the classes apart; the labels of the images that test are turned round, and show it.
        let paths = (0..<40).map { "\($0)" }
        let classes = paths.indices.map { $0 % 2 }
        let split = ImageSplit(paths: paths, classes: classes, testShare: 0.25, folds: 5, seed: 1)
        let features = Tensor(
            shape: [40, 2],
            values: paths.indices.flatMap { index -> [Float] in
                let isTurned = split.test.contains(index)
                return (classes[index] == 0) != isTurned ? [1, 0] : [0, 1]
            })
        let training = try HeadTraining(
            features: features, targets: .classes(classes, count: 2), paths: paths,
            recipe: HeadRecipe(loss: .svm, cost: nil, testShare: 0.25))
        #expect(training.training == .accuracy(Proportion(successes: 30, total: 30)))
        #expect(training.test == .accuracy(Proportion(successes: 0, total: 10)))
        #expect(training.candidates.map(\.cost) == HeadRecipe.costs)
        // All are right from some cost on: the smallest of them is taken.
        let best = training.candidates.first { $0.score == 1 }
        #expect(training.recipe.cost == best?.cost)
    }
}
