public import Analyses

/// How a head was made. Stored as JSON in `head.configuration`; all members are nil for the network's own head.
public struct HeadConfiguration: Codable, Sendable, Equatable {
    /// How well a head does on some images. For numbers: R² and the root of the mean squared error.
    public struct Score: Codable, Sendable, Equatable {
        /// The number of images.
        public var images: Int
        /// The number of correct images; nil for numbers.
        public var correct: Int?
        /// R²; nil for classes.
        public var rSquared: Double?
        /// The root of the mean squared error; nil for classes.
        public var rootMeanSquare: Double?

        init(_ quality: HeadQuality) {
            images = quality.images
            switch quality {
            case .accuracy(let proportion): correct = proportion.successes
            case .errors: (rSquared, rootMeanSquare) = (quality.score, quality.rootMeanSquare)
            }
        }

        /// The share of correct images; nil for numbers.
        public var accuracy: Proportion? { correct.map { Proportion(successes: $0, total: images) } }
    }

    /// How a trained head was fitted.
    public var recipe: HeadRecipe?
    /// The costs that cross-validation compared.
    public var candidates: [HeadTraining.Candidate]?
    /// Quality on the training images.
    public var training: Score?
    /// Quality on the held-out images.
    public var test: Score?
    /// Where the labels came from.
    public var labels: String?
    /// The file that put classes together in groups.
    public var groups: String?
    /// False where the solver stopped early.
    public var converged: Bool?
    /// The file of an imported head.
    public var source: String?
    /// For a concept's head: which images were without the concept.
    public var negatives: String?
    /// For a concept's head: how hard negatives were mined.
    public var mining: [NegativeMining.Round]?
    /// For a concept's head: the average precision on test images.
    public var averagePrecision: Double?

    /// A configuration that says nothing, as the network's own head has it.
    package init() {}

    /// The configuration of a trained head.
    package init(_ training: HeadTraining, labels: String, groups: String?) {
        recipe = training.recipe
        candidates = training.candidates.isEmpty ? nil : training.candidates
        self.training = Score(training.training)
        test = training.test.images > 0 ? Score(training.test) : nil
        self.labels = labels
        self.groups = groups
        converged = training.converged
    }

    /// The configuration of a head that was imported from a file.
    ///
    /// - Parameters:
    ///   - labels: Where its labels come from.
    ///   - accuracy: On images that it is not known to be fitted to.
    package init(source: String, labels: String?, test accuracy: Proportion?) {
        self.source = source
        self.labels = labels
        test = accuracy.map { Score(.accuracy($0)) }
    }

    /// The configuration of a concept's head.
    package init(_ training: ConceptTraining, positives: String, negatives: String) {
        recipe = training.recipe
        candidates = training.candidates.count > 1 ? training.candidates : nil
        self.training = Score(training.trainingQuality)
        test = Score(training.testQuality)
        labels = positives
        self.negatives = negatives
        mining = training.mining.rounds
        averagePrecision = training.test.value
        converged = training.mining.converged
    }
}
