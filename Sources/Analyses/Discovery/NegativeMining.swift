import Kernels
import Tensors
public import Units

/// A head that tells images with a concept from others, fitted to the negatives that are hard for it.
///
/// It begins with as many negatives as there are positives, drawn by a seed. The negatives outside that lie on the wrong
/// side of the margin, `S ≥ −1`, enter, those of the highest scores first and at most as many at a time as there are
/// positives; the head is fitted again; and so on until none enters. Negatives outside then have no loss, so that the head
/// is the one that all negatives together give (Felzenszwalb et al., PAMI 2010, §5), to the solver's tolerance, at the cost
/// of those that matter.
public struct NegativeMining: Sendable {
    /// One fit.
    public struct Round: Sendable, Equatable, Codable {
        /// Negatives that the head was fitted to.
        public let negatives: Int
        /// Others that were hard for it, and how many of them entered.
        public let hard: Int
        public let entered: Int
    }

    /// Class 0 is the concept, class 1 the rest.
    public let head: Head
    public let rounds: [Round]
    /// False where the solver stopped at its largest number of iterations in the last round.
    public let converged: Bool

    /// From which score a negative is hard: where the hinge loss begins.
    static let margin: Float = -1

    /// - Parameters:
    ///   - features: Of all images [N, U].
    ///   - positives: Places of images with the concept; not empty.
    ///   - negatives: Places of those that may be mined; not empty.
    ///   - fit: The head of some images.
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
