public import Analyses

/// How a head was created. It is stored as JSON in `head.configuration`; all members are nil for the network's own
/// head.
public struct HeadConfiguration: Codable, Sendable, Equatable {
    /// The quality of a head on a set of images: for a head that returns numbers, R² and the root mean squared error.
    public struct Score: Codable, Sendable, Equatable {
        /// The number of images.
        public var images: Int
        /// The number of correctly classified images; nil for numbers.
        public var correct: Int?
        /// R²; nil for classes.
        public var rSquared: Double?
        /// The root mean squared error; nil for classes.
        public var rootMeanSquare: Double?

        init(_ quality: HeadQuality) {
            images = quality.images
            switch quality {
            case .accuracy(let proportion): correct = proportion.successes
            case .errors: (rSquared, rootMeanSquare) = (quality.score, quality.rootMeanSquare)
            }
        }

        /// The share of correctly classified images, 0 to 1; nil for numbers.
        public var accuracy: Proportion? { correct.map { Proportion(successes: $0, total: images) } }
    }

    /// How a trained head was fitted.
    public var recipe: HeadRecipe?
    /// The costs that cross-validation compared.
    public var candidates: [HeadTraining.Candidate]?
    /// The quality on the training images.
    public var training: Score?
    /// The quality on the held-out images.
    public var test: Score?
    /// Where the labels came from.
    public var labels: String?
    /// The file that merged classes into groups.
    public var groups: String?
    /// False if the solver stopped before it converged.
    public var converged: Bool?
    /// The file of an imported head.
    public var source: String?
    /// For a concept's head: the source of the images without the concept.
    public var negatives: String?
    /// For a concept's head: how hard negatives were mined.
    public var mining: [NegativeMining.Round]?
    /// For a concept's head: the average precision on the held-out images.
    public var averagePrecision: Double?

    /// Creates an empty configuration, as the network's own head has.
    package init() {}

    /// Creates the configuration of a trained head.
    package init(_ training: HeadTraining, labels: String, groups: String?) {
        recipe = training.recipe
        candidates = training.candidates.isEmpty ? nil : training.candidates
        self.training = Score(training.training)
        test = training.test.images > 0 ? Score(training.test) : nil
        self.labels = labels
        self.groups = groups
        converged = training.converged
    }

    /// Creates the configuration of a head imported from a file.
    ///
    /// - Parameters:
    ///   - labels: The source of its labels.
    ///   - accuracy: The quality on labelled images; the head may have been fitted on them elsewhere.
    package init(source: String, labels: String?, test accuracy: Proportion?) {
        self.source = source
        self.labels = labels
        test = accuracy.map { Score(.accuracy($0)) }
    }

    /// Creates the configuration of a concept's head.
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
