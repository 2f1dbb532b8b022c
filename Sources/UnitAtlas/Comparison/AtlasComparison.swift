import Analyses
import Reporting
import Store
import Tensors
import Units

/// Two atlases over the same images, compared: which units of one network the other one has too, what became of the words
/// of each class, and how well both classify.
public struct AtlasComparison: Sendable {
    /// What became of a unit.
    public enum Fate: String, Sendable, CaseIterable {
        /// The unit has a match in the other network.
        case kept
        /// A unit of the first network whose best match is that of another unit too.
        case merged
        /// A unit of the first network without a match.
        case lost
        /// A unit of the second network whose best match is that of another unit too.
        case split
        /// A unit of the second network without a match.
        case new
        /// The unit's pooled activation is the same in all images.
        case dead
    }

    let request: ComparisonRequest
    let pathA: String
    let pathB: String
    let images: CommonImages
    let unitsA: Int
    let unitsB: Int
    let matching: UnitMatching
    /// The classes that both native heads have; without pairs if one atlas has no head.
    let classes: ClassCorrespondence
    let verdicts: VerdictComparison
    /// nil if a head is not linear in pooled activations, or without common classes.
    let logits: LogitAgreement?
    /// The native heads; nil without common classes.
    let heads: (a: Head, b: Head)?

    init(
        _ a: Atlas, _ b: Atlas, _ request: ComparisonRequest, progress: (_ done: Int, _ total: Int) -> Void
    ) throws {
        (self.request, pathA, pathB) = (request, a.path, b.path)
        images = try CommonImages(a, b)
        classes = ClassCorrespondence(try a.classes(), try b.classes())
        heads = classes.pairs.isEmpty ? nil : (try a.head().head, try b.head().head)
        verdicts = VerdictComparison(images, classes)
        let pass = try ComparisonPass(a, b, images, seed: request.seed, threads: request.threads)
        (unitsA, unitsB) = (pass.unitsA, pass.unitsB)
        let linear = heads.flatMap { $0.a.form == .poolThenLinear && $0.b.form == .poolThenLinear ? $0 : nil }
        let found = try Self.measured(pass, request, linear, classes, images: images.pairs.count, progress)
        (matching, logits) = (found.matching, found.logits)
    }

    /// Sums up the activations of all images, as often as the memory for the shuffles requires.
    private static func measured(
        _ pass: ComparisonPass, _ request: ComparisonRequest, _ heads: (a: Head, b: Head)?,
        _ classes: ClassCorrespondence, images: Int, _ progress: (_ done: Int, _ total: Int) -> Void
    ) throws -> (matching: UnitMatching, logits: LogitAgreement?) {
        let matrices = request.shuffles + 1
        let each = max(1, sumsInMemory / max(1, pass.unitsA * pass.unitsB))
        let groups = stride(from: 0, to: matrices, by: each).map { $0..<min(matrices, $0 + each) }
        var logits = heads.map { _ in
            LogitAgreement(
                classesA: classes.pairs.map(\.a.id.value), classesB: classes.pairs.map(\.b.id.value))
        }
        var matrix: CorrelationMatrix?
        var (chanceA, chanceB) = (ChanceMatch(), ChanceMatch())
        var done = 0
        for group in groups {
            var moments = CrossMoments(
                unitsA: pass.unitsA, unitsB: pass.unitsB, shuffles: group, seed: request.seed)
            try pass.forEachBlock(heads: group.lowerBound == 0 ? heads : nil) { block in
                moments.add(block.a, block.b, threads: request.threads)
                if let features = block.features, let heads {
                    logits?.add(
                        PooledScores.logits(of: features.a, head: heads.a),
                        PooledScores.logits(of: features.b, head: heads.b))
                }
                done += block.b.shape[0]
                progress(done, groups.count * images)
            }
            for shuffle in group {
                let correlations = moments.correlations(shuffle: shuffle)
                if shuffle == 0 {
                    matrix = correlations
                } else {
                    chanceA.add(correlations.bestInB)
                    chanceB.add(correlations.bestInA)
                }
            }
        }
        let matching = UnitMatching(
            matrix ?? CorrelationMatrix(unitsA: [], unitsB: [], values: []), chanceA: chanceA, chanceB: chanceB,
            leastCorrelation: request.leastCorrelation)
        return (matching, logits)
    }

    /// Sums of products in memory at a time: 128 MB.
    private static let sumsInMemory = 1 << 25

    /// Returns what became of the words of a class that both networks have.
    func change(_ pair: ClassCorrespondence.Pair, words: Int) -> WordChange? {
        heads.map {
            WordChange(a: $0.a.row(pair.a.id), b: $0.b.row(pair.b.id), kept: matching.kept, count: words)
        }
    }
}

extension Atlas {
    /// Compares this atlas with another one over the same images, by the pooled activations and predictions that both
    /// store.
    ///
    /// - Parameter progress: Called with the images read so far; they may be read several times.
    /// - Throws: `UnitAtlasError.comparison(.tooFewImages)`.
    public func compare(
        with other: Atlas, _ request: ComparisonRequest = ComparisonRequest(),
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> AtlasComparison {
        try AtlasComparison(self, other, request, progress: progress)
    }
}
