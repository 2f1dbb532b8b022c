public import Units

/// The settings with which a head is fitted to labelled pooled activations.
public struct HeadRecipe: Codable, Sendable, Equatable {
    /// What a fit minimizes.
    public enum Loss: String, Codable, Sendable, CaseIterable {
        /// Squared hinge (LIBLINEAR), as in Zhou et al. 2016, §3.3.
        case svm
        /// Logistic (LIBLINEAR).
        case logistic
        /// Squared error (ridge regression) on a number per image, or on ±1 for each class.
        case squared
    }

    /// How an SVM tells several classes apart.
    public enum Multiclass: String, Codable, Sendable, CaseIterable {
        case oneVersusRest = "one-vs-rest"
        /// Crammer and Singer 2001; only for `svm`.
        case crammerSinger = "crammer-singer"
    }

    /// What the fit minimizes.
    public var loss: Loss
    /// How an SVM tells several classes apart.
    public var multiclass: Multiclass
    /// How maps are pooled.
    public var pooling: Pooling
    /// C in `½‖w‖² + C · Σ loss`; nil: chosen by cross-validation on the training images.
    public var cost: Double?
    /// Whether units are standardized before the fit; the scaling is folded back into the weights.
    public var standardizes: Bool
    /// The fraction of each class's images that is held out for testing.
    public var testShare: Double
    /// The number of folds of the cross-validation.
    public var folds: Int
    /// The seed of the split and the folds.
    public var seed: UInt64

    /// A recipe with the given choices; all others have their defaults.
    public init(
        loss: Loss, multiclass: Multiclass = .oneVersusRest, pooling: Pooling = .average, cost: Double? = 1,
        standardizes: Bool = false, testShare: Double = 0.2, folds: Int = 5, seed: UInt64 = 1
    ) {
        self.loss = loss
        self.multiclass = multiclass
        self.pooling = pooling
        self.cost = cost
        self.standardizes = standardizes
        self.testShare = testShare
        self.folds = folds
        self.seed = seed
    }

    /// The costs that a cross-validation tries.
    public static let costs: [Double] = [0.0001, 0.001, 0.01, 0.1, 1, 10, 100]
}

/// The labels of images.
package enum HeadTargets: Sendable, Equatable {
    /// The class of each image, in 0..<count.
    case classes([Int], count: Int)
    /// A number per image.
    case numbers([Float])
}
