package import Kernels
package import Tensors
public import Units
import Workers

/// A head fitted to labelled images, and its quality on held-out images. N images, U units, K classes.
public struct HeadTraining: Sendable {
    /// A cost tried by cross-validation, with its accuracy or R² over the validation folds.
    public struct Candidate: Sendable, Equatable, Codable {
        /// The cost C.
        public let cost: Double
        /// The score in cross-validation.
        public let score: Double
    }

    /// The fitted head.
    public let head: Head
    /// The recipe, with the cost that was used.
    public let recipe: HeadRecipe
    /// In ascending order of cost; empty if the cost was given.
    public let candidates: [Candidate]
    /// Which images trained the head and which tested it.
    public let split: ImageSplit
    /// Quality on the training images.
    public let training: HeadQuality
    /// Quality on the held-out images.
    public let test: HeadQuality
    /// The class with the largest logit of each image; empty for numbers.
    public let predicted: [Int]
    /// False if LIBLINEAR reached its iteration limit.
    public let converged: Bool

    /// Splits the images, chooses the cost by cross-validation if none is given, and fits the head.
    ///
    /// - Parameters:
    ///   - features: Pooled activations [N, U], pooled as the recipe says.
    ///   - paths: The images' paths, which decide the split.
    ///   - threads: Threads of the cross-validation. The head does not depend on it. LIBLINEAR's own part of a fit runs on one
    ///     thread at a time, because its random numbers are global.
    /// - Precondition: two classes or more have images; `svm` and `logistic` have classes.
    package init(
        features: Tensor, targets: HeadTargets, paths: [String], recipe: HeadRecipe, threads: Int = 1
    ) throws(KernelError) {
        precondition(features.shape[0] == paths.count, "\(features.shape), \(paths.count) paths")
        var labels = [Int](repeating: 0, count: paths.count)
        if case .classes(let classes, _) = targets { labels = classes }
        split = ImageSplit(
            paths: paths, classes: labels, testShare: recipe.testShare, folds: recipe.folds, seed: recipe.seed)
        let fitting = HeadFitting(features, targets: targets, training: split.training, recipe: recipe)
        var recipe = recipe
        var candidates: [Candidate] = []
        if recipe.cost == nil {
            candidates = try Self.candidates(fitting, split, features, targets, folds: recipe.folds, threads: threads)
        }
        var best = candidates.first
        for candidate in candidates where candidate.score > best?.score ?? 0 { best = candidate }
        let cost = recipe.cost ?? best?.cost ?? 1
        recipe.cost = cost
        (head, converged) = try fitting.fit(split.training, cost: cost)
        let logits = PooledScores.logits(of: features, head: head)
        training = HeadQuality(logits: logits, targets: targets, rows: split.training)
        test = HeadQuality(logits: logits, targets: targets, rows: split.test)
        if case .classes = targets { predicted = PooledScores.predictedClasses(logits) } else { predicted = [] }
        self.recipe = recipe
        self.candidates = candidates
    }

    /// Tries each cost on each fold.
    private static func candidates(
        _ fitting: HeadFitting, _ split: ImageSplit, _ features: Tensor, _ targets: HeadTargets, folds: Int,
        threads: Int
    ) throws(KernelError) -> [Candidate] {
        let trials = HeadRecipe.costs.flatMap { cost in (0..<folds).map { (cost: cost, fold: $0) } }
        let qualities = try trials.concurrentMap(threads: threads) { cost, fold throws(KernelError) -> HeadQuality? in
            let left = split.training.indices.filter { split.folds[$0] == fold }.map { split.training[$0] }
            let rest = split.training.indices.filter { split.folds[$0] != fold }.map { split.training[$0] }
            if left.isEmpty || !targets.canFit(rest) { return nil }
            let head = try fitting.fit(rest, cost: cost).head
            let logits = PooledScores.logits(of: features.rows(left), head: head)
            return HeadQuality(logits: logits, targets: targets.rows(left))
        }
        return HeadRecipe.costs.enumerated().map { index, cost in
            let outcomes = qualities[index * folds..<(index + 1) * folds].compactMap { $0 }
            return Candidate(cost: cost, score: HeadQuality.merged(outcomes).score)
        }
    }
}

extension HeadTargets {
    func rows(_ chosen: [Int]) -> HeadTargets {
        switch self {
        case .classes(let classes, let count): .classes(chosen.map { classes[$0] }, count: count)
        case .numbers(let numbers): .numbers(chosen.map { numbers[$0] })
        }
    }

    /// Whether a head can be fitted to these rows: two classes, or two numbers, are needed.
    func canFit(_ rows: [Int]) -> Bool {
        switch self {
        case .classes(let classes, _): Set(rows.map { classes[$0] }).count > 1
        case .numbers: rows.count > 1
        }
    }
}
