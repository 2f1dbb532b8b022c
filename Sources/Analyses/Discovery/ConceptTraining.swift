public import Kernels
public import Tensors
public import Units

/// A head for one concept, fitted to images that have it and images that have not, and how good it is on images that it
/// has not seen (Zhou et al. 2016, §4.2). N images, U units.
public struct ConceptTraining: Sendable {
    /// With the cost that was used.
    public let recipe: HeadRecipe
    /// The average precision that each cost reached on the left-out folds, as the mean over them; one where it was given.
    public let candidates: [HeadTraining.Candidate]
    public let split: ImageSplit
    public let mining: NegativeMining
    /// Of each image the logit of the concept [N].
    public let scores: [Float]
    /// On the images that were kept from all of this.
    public let test: AveragePrecision
    public let training: AveragePrecision
    /// The share of images whose score has the right sign.
    public let testQuality: HeadQuality
    public let trainingQuality: HeadQuality

    /// Class 0 is the concept, class 1 the rest.
    public var head: Head { mining.head }
    /// The mean average precision over the left-out folds, at the cost that was used.
    public var validated: Double { candidates.first { $0.cost == recipe.cost }?.score ?? 0 }

    /// - Parameters:
    ///   - features: Pooled activations [N, U], pooled as the recipe says.
    ///   - isPositive: [N]; some are and some are not.
    ///   - paths: Of the images; they decide the split.
    public init(
        features: Tensor, isPositive: [Bool], paths: [String], recipe: HeadRecipe
    ) throws(KernelError) {
        precondition(features.shape[0] == paths.count && paths.count == isPositive.count, "\(features.shape)")
        let classes = isPositive.map { $0 ? 0 : 1 }
        let split = ImageSplit(
            paths: paths, classes: classes, testShare: recipe.testShare, folds: recipe.folds, seed: recipe.seed)
        let fitting = HeadFitting(
            features, targets: .classes(classes, count: 2), training: split.training, recipe: recipe)
        func mined(_ rows: [Int], cost: Double) throws(KernelError) -> NegativeMining {
            try NegativeMining(
                features: features, positives: rows.filter { isPositive[$0] },
                negatives: rows.filter { !isPositive[$0] },
                seed: recipe.seed
            ) { (images: [Int]) throws(KernelError) in try fitting.fit(images, cost: cost) }
        }
        func precision(_ head: Head, _ rows: [Int], hasInterval: Bool = false) -> AveragePrecision {
            let logits = PooledScores.logits(of: features.rows(rows), head: head)
            return AveragePrecision(
                scores: rows.indices.map { logits.values[2 * $0] }, isPositive: rows.map { isPositive[$0] },
                hasInterval: hasInterval)
        }
        var candidates: [HeadTraining.Candidate] = []
        for cost in recipe.cost.map({ [$0] }) ?? HeadRecipe.costs {
            var (sum, folds) = (0.0, 0)
            for fold in 0..<recipe.folds {
                let left = split.training.indices.filter { split.folds[$0] == fold }.map { split.training[$0] }
                let rest = split.training.indices.filter { split.folds[$0] != fold }.map { split.training[$0] }
                guard left.contains(where: { isPositive[$0] }), Set(rest.map { isPositive[$0] }).count == 2 else {
                    continue
                }
                sum += precision(try mined(rest, cost: cost).head, left).value
                folds += 1
            }
            candidates.append(HeadTraining.Candidate(cost: cost, score: folds > 0 ? sum / Double(folds) : 0))
        }
        var best = candidates[0]
        for candidate in candidates where candidate.score > best.score { best = candidate }
        var recipe = recipe
        recipe.cost = best.cost
        let mining = try mined(split.training, cost: best.cost)
        let logits = PooledScores.logits(of: features, head: mining.head)
        scores = paths.indices.map { logits.values[2 * $0] }
        test = precision(mining.head, split.test, hasInterval: true)
        training = precision(mining.head, split.training)
        let targets = HeadTargets.classes(classes, count: 2)
        testQuality = HeadQuality(logits: logits, targets: targets, rows: split.test)
        trainingQuality = HeadQuality(logits: logits, targets: targets, rows: split.training)
        (self.recipe, self.candidates, self.split, self.mining) = (recipe, candidates, split, mining)
    }
}
