public import Analyses
import Foundation

/// How a head was made, as the atlas keeps it with the head (`head.configuration`).
public struct HeadConfiguration: Codable, Sendable, Equatable {
    /// How right a head was on some images. Of numbers: R² and the root of the mean squared error.
    public struct Score: Codable, Sendable, Equatable {
        public var images: Int
        public var correct: Int?
        public var rSquared: Double?
        public var rootMeanSquare: Double?

        init(_ quality: HeadQuality) {
            images = quality.images
            switch quality {
            case .accuracy(let proportion): correct = proportion.successes
            case .errors: (rSquared, rootMeanSquare) = (quality.score, quality.rootMeanSquare)
            }
        }

        /// nil for numbers.
        public var accuracy: Proportion? { correct.map { Proportion(successes: $0, total: images) } }
    }

    /// Of a trained head.
    public var recipe: HeadRecipe?
    /// What a cross-validation tried.
    public var candidates: [HeadTraining.Candidate]?
    public var training: Score?
    public var test: Score?
    /// Where the labels came from, and how they were put together.
    public var labels: String?
    public var groups: String?
    /// False where the solver stopped early.
    public var converged: Bool?
    /// Of an imported head: the file.
    public var source: String?
    /// Of a concept's head: the images without it, how they were mined, and the average precision on test images.
    public var negatives: String?
    public var mining: [NegativeMining.Round]?
    public var averagePrecision: Double?

    init(_ training: HeadTraining, labels: String, groups: String?) {
        recipe = training.recipe
        candidates = training.candidates.isEmpty ? nil : training.candidates
        self.training = Score(training.training)
        test = training.test.images > 0 ? Score(training.test) : nil
        self.labels = labels
        self.groups = groups
        converged = training.converged
    }

    /// Of a head that comes from a file; with where its labels come from, and how right it is on images that it is not known
    /// to be fitted to.
    init(source: String, labels: String?, test accuracy: Proportion?) {
        self.source = source
        self.labels = labels
        test = accuracy.map { Score(.accuracy($0)) }
    }

    /// Of a concept.
    init(_ training: ConceptTraining, positives: String, negatives: String) {
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

    /// From `head.configuration`; nil for what another version wrote.
    init?(json: String) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = read
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
