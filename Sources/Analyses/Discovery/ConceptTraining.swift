package import Kernels
package import Tensors
public import Units

/// A head for one concept, fitted to images with and without it, and its quality on held-out images (Zhou et al. 2016,
/// §4.2). N images, U units.
public struct ConceptTraining: Sendable {
    /// The recipe, with the cost that was used.
    public let recipe: HeadRecipe
    /// The mean average precision of each cost over the validation folds; a single one if the cost was given.
    public let candidates: [HeadTraining.Candidate]
    /// Which images trained the head and which tested it.
    public let split: ImageSplit
    /// How hard negatives were mined.
    public let mining: NegativeMining
    /// The concept's logit on each image [N].
    public let scores: [Float]
    /// On the held-out images.
    public let test: AveragePrecision
    /// Average precision on the training images.
    public let training: AveragePrecision
    /// The fraction of images whose score has the right sign.
    public let testQuality: HeadQuality
    /// Accuracy on the training images.
    public let trainingQuality: HeadQuality

    /// Class 0 is the concept, class 1 the rest.
    public var head: Head { mining.head }
    /// The mean average precision over the validation folds at the cost that was used.
    public var validated: Double { candidates.first { $0.cost == recipe.cost }?.score ?? 0 }

    /// - Parameters:
    ///   - features: Pooled activations [N, U], pooled as the recipe says.
    ///   - isPositive: [N]; both kinds must occur.
    ///   - paths: The images' paths, which decide the split.
    package init(
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
        var signs: [Int] = []
        for cost in recipe.cost.map({ [$0] }) ?? HeadRecipe.costs {
            var (sum, folds, right) = (0.0, 0, 0)
            for fold in 0..<recipe.folds {
                let left = split.training.indices.filter { split.folds[$0] == fold }.map { split.training[$0] }
                let rest = split.training.indices.filter { split.folds[$0] != fold }.map { split.training[$0] }
                guard left.contains(where: { isPositive[$0] }), Set(rest.map { isPositive[$0] }).count == 2 else {
                    continue
                }
                let head = try mined(rest, cost: cost).head
                sum += precision(head, left).value
                folds += 1
                let predicted = PooledScores.predictedClasses(PooledScores.logits(of: features.rows(left), head: head))
                right += zip(left, predicted).count { isPositive[$0] == ($1 == 0) }
            }
            signs.append(right)
            candidates.append(HeadTraining.Candidate(cost: cost, score: folds > 0 ? sum / Double(folds) : 0))
        }
        // Heads that rank images equally well may differ in their bias: more right signs decide, then the smaller cost.
        var place = 0
        for other in candidates.indices
        where (candidates[other].score, signs[other]) > (candidates[place].score, signs[place]) { place = other }
        let best = candidates[place]
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
