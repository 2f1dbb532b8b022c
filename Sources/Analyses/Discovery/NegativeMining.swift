import Kernels
import Tensors
public import Units

/// Hard-negative mining: a head that separates images with a concept from others, fitted to the negatives that are hard
/// for it.
///
/// It starts with a random sample of as many negatives as there are positives. In each round, the other negatives on
/// the wrong side of the margin, `S ≥ −1`, are added, those with the highest scores first and at most as many as there
/// are positives, and the head is fitted again, until none is added. The remaining negatives then have no loss, so that
/// the head is the one that all negatives would give (Felzenszwalb et al., PAMI 2010, §5), to the solver's tolerance.
public struct NegativeMining: Sendable {
    /// One fit.
    public struct Round: Sendable, Equatable, Codable {
        /// The number of negatives that the head was fitted to.
        public let negatives: Int
        /// The number of others that were hard for it, and how many of them were added.
        public let hard: Int
        /// Hard negatives that entered in this round.
        public let entered: Int
    }

    /// Class 0 is the concept, class 1 the rest.
    public let head: Head
    /// The rounds of mining, in order.
    public let rounds: [Round]
    /// False if the solver reached its iteration limit in the last round.
    public let converged: Bool

    /// The score from which a negative is hard: where the hinge loss begins.
    static let margin: Float = -1

    /// - Parameters:
    ///   - features: The pooled activations of all images [N, U].
    ///   - positives: Indices of images with the concept; not empty.
    ///   - negatives: Indices of images that may be mined; not empty.
    ///   - fit: Fits a head to some images.
    init(
        features: Tensor, positives: [Int], negatives: [Int], seed: UInt64,
        fit: ([Int]) throws(KernelError) -> (head: Head, converged: Bool)
    ) throws(KernelError) {
        precondition(!positives.isEmpty && !negatives.isEmpty, "\(positives.count), \(negatives.count) images")
        let pool = features.rows(negatives)
        var random = SeededRandom(seed: seed)
        var isIn = [Bool](repeating: false, count: negatives.count)
        for place in random.shuffled(Array(negatives.indices)).prefix(positives.count) { isIn[place] = true }
        var rounds: [Round] = []
        while true {
            let chosen = negatives.indices.filter { isIn[$0] }
            let (head, converged) = try fit((positives + chosen.map { negatives[$0] }).sorted())
            let scores = PooledScores.logits(of: pool, head: head).values
            let width = head.classCount
            let hard = negatives.indices.filter { !isIn[$0] && scores[$0 * width] >= Self.margin }
                .sorted { (scores[$0 * width], $1) > (scores[$1 * width], $0) }
            let entering = hard.prefix(positives.count)
            rounds.append(Round(negatives: chosen.count, hard: hard.count, entered: entering.count))
            if entering.isEmpty {
                (self.head, self.rounds, self.converged) = (head, rounds, converged)
                return
            }
            for place in entering { isIn[place] = true }
        }
    }
}
