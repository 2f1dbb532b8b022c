import Kernels
import Tensors
import Units

/// Fits heads to subsets of the same images: all training images, or all but one fold of them. N images, U units.
struct HeadFitting {
    private let recipe: HeadRecipe
    private let targets: HeadTargets
    private let scaling: FeatureScaling?
    /// The features as passed to the solver.
    private let features: Tensor
    private let rows: LinearRows?

    /// - Parameters:
    ///   - features: [N, U]
    ///   - training: The images that determine the scaling.
    init(_ features: Tensor, targets: HeadTargets, training: [Int], recipe: HeadRecipe) {
        self.recipe = recipe
        self.targets = targets
        scaling = recipe.standardizes ? FeatureScaling(features, rows: training) : nil
        self.features = scaling?.scaled(features) ?? features
        rows = recipe.loss == .squared ? nil : LinearRows(self.features)
    }

    /// Returns a head fitted to `images`, with weights for unscaled pooled activations.
    func fit(_ images: [Int], cost: Double) throws(KernelError) -> (head: Head, converged: Bool) {
        let (weights, bias, converged) = try solve(images, cost: cost)
        let plain = scaling?.folded(weights: weights, bias: bias) ?? (weights: weights, bias: bias)
        let head = Head(weights: plain.weights, bias: plain.bias, pooling: recipe.pooling, form: .poolThenLinear)
        return (head, converged)
    }

    private func solve(_ images: [Int], cost: Double) throws(KernelError) -> (Tensor, [Float], Bool) {
        if let rows, case .classes(let classes, let count) = targets {
            let objective: LinearObjective =
                recipe.loss == .logistic
                ? .logistic : recipe.multiclass == .crammerSinger ? .crammerSinger : .supportVectors
            let fit = try rows.fit(
                rows: images, classes: images.map { classes[$0] }, classCount: count, objective: objective, cost: cost)
            return (fit.weights, fit.bias, fit.converged)
        }
        let (weights, bias) = try RidgeRegression.fit(
            features: features.rows(images), targets: regressionTargets(images), cost: cost)
        return (weights, bias, true)
    }

    /// The regression targets [n, K]: the number, or 1 for the image's class and −1 for the others.
    private func regressionTargets(_ images: [Int]) -> Tensor {
        switch targets {
        case .numbers(let values): Tensor(shape: [images.count, 1], values: images.map { values[$0] })
        case .classes(let classes, let count):
            Tensor(shape: [images.count, count]) { result in
                for (row, image) in images.enumerated() {
                    for column in 0..<count { result[row * count + column] = classes[image] == column ? 1 : -1 }
                }
            }
        }
    }
}

extension Tensor {
    /// Returns the means over some rows of a matrix [N, M]: [M]; 0 for no rows.
    func columnMeans(_ chosen: [Int]) -> [Double] {
        let width = shape[1]
        let span = values.span
        var sums = [Double](repeating: 0, count: width)
        for row in chosen {
            for column in 0..<width { sums[column] += Double(span[row * width + column]) }
        }
        return sums.map { $0 / Double(max(1, chosen.count)) }
    }

    /// Returns some rows of a matrix [N, M], in the order given: [n, M].
    func rows(_ chosen: [Int]) -> Tensor {
        let width = shape[1]
        var result: [Float] = []
        result.reserveCapacity(chosen.count * width)
        for row in chosen { result += values[row * width..<(row + 1) * width] }
        return Tensor(shape: [chosen.count, width], values: result)
    }
}
