package import Tensors
public import Units

/// Counts from one pass over images at one map resolution, for all weightings, poolings and thresholds at once.
public struct StudyTally: Sendable, Equatable {
    /// Fractions of the map's maximum: 0, 0.05 ... 0.95.
    public static let thresholds: [Float] = (0..<20).map { Float($0) / 20 }

    /// The poolings compared.
    public let poolings: [Pooling]
    /// The number of images.
    public private(set) var images = 0
    /// [poolings]
    private var rightTop1: [Int]
    private var rightTop5: [Int]
    /// [weightings, thresholds]
    private var found: [[Int]]
    /// [weightings, poolings, thresholds]
    private var foundTop1: [[[Int]]]
    private var foundTop5: [[[Int]]]
    /// [weightings, τ]: hits of MaxBoxAcc, and of MaxBoxAccV2 at 0.3, 0.5 and 0.7.
    private var hits: [[[Int]]]
    private var center = 0

    /// Counts over no images.
    ///
    /// - Parameter poolings: The poolings with which logits are computed; weights stay the same.
    package init(poolings: [Pooling]) {
        self.poolings = poolings
        let (weightings, thresholds) = (MapWeighting.allCases.count, Self.thresholds.count)
        rightTop1 = [Int](repeating: 0, count: poolings.count)
        rightTop5 = rightTop1
        found = [[Int]](repeating: [Int](repeating: 0, count: thresholds), count: weightings)
        foundTop1 = [[[Int]]](
            repeating: [[Int]](repeating: [Int](repeating: 0, count: thresholds), count: poolings.count),
            count: weightings)
        foundTop5 = foundTop1
        hits = [[[Int]]](
            repeating: [[Int]](repeating: [Int](repeating: 0, count: 4), count: WSOLBoxes.thresholdCount),
            count: weightings)
    }

    /// Adds an image.
    ///
    /// - Parameters:
    ///   - maps: [U, H, W]
    ///   - ranks: The label's rank among the five most probable classes with each pooling.
    ///   - truth: The annotated boxes; not empty.
    package mutating func add(
        maps: Tensor, head: Head, label: ClassID, ranks: [Int?], truth: [ObjectBox],
        in geometry: MapGeometry
    ) {
        images += 1
        for (pooling, rank) in ranks.enumerated() {
            if rank == 1 { rightTop1[pooling] += 1 }
            if rank != nil { rightTop5[pooling] += 1 }
        }
        let evaluation = LocalizationEvaluation(MapBoxes(), candidates: Self.thresholds)
        for (weighting, kind) in MapWeighting.allCases.enumerated() {
            let map = ClassActivationMap.maps(of: [label], maps: maps, head: head, weighting: kind)[0]
            let result = evaluation.evaluate(map, in: geometry, rank: nil, truth: truth)
            if weighting == 0, result.centerIntersectionOverUnion >= ImageLocalization.right { center += 1 }
            for (place, isFound) in result.thresholdHits.enumerated() where isFound {
                found[weighting][place] += 1
                for (pooling, rank) in ranks.enumerated() {
                    if rank == 1 { foundTop1[weighting][pooling][place] += 1 }
                    if rank != nil { foundTop5[weighting][pooling][place] += 1 }
                }
            }
            for (place, set) in result.hits.enumerated() {
                for (kind, hit) in [ImageLocalization.Hits.largest, .any30, .any50, .any70].enumerated()
                where set.contains(hit) {
                    hits[weighting][place][kind] += 1
                }
            }
        }
    }

    package mutating func merge(_ other: StudyTally) {
        func sum(_ a: [Int], _ b: [Int]) -> [Int] { zip(a, b).map(+) }
        images += other.images
        center += other.center
        rightTop1 = sum(rightTop1, other.rightTop1)
        rightTop5 = sum(rightTop5, other.rightTop5)
        found = zip(found, other.found).map(sum)
        foundTop1 = zip(foundTop1, other.foundTop1).map { zip($0, $1).map(sum) }
        foundTop5 = zip(foundTop5, other.foundTop5).map { zip($0, $1).map(sum) }
        hits = zip(hits, other.hits).map { zip($0, $1).map(sum) }
    }

    /// One line of the study.
    public struct Line: Sendable, Equatable {
        /// What becomes of the class's weights before they are used: nothing, a ReLU or a softmax.
        public let weighting: MapWeighting
        /// How maps are pooled.
        public let pooling: Pooling
        /// The threshold, as a fraction of the map's maximum.
        public let threshold: Float
        /// Share of images whose most probable class is wrong.
        public let top1Error: Double
        /// Share of images whose class is not among the five most probable.
        public let top5Error: Double
        /// Share of images whose most probable class or box is wrong.
        public let top1LocalizationError: Double
        /// Share of images whose class is not among the five most probable or whose box is wrong.
        public let top5LocalizationError: Double
        /// Share of images whose box is correct, given the class.
        public let groundTruthKnownAccuracy: Double
        /// Depends on the weighting only.
        public let maxBoxAccuracy: Double
        /// MaxBoxAccV2.
        public let maxBoxAccuracyV2: Double
    }

    /// A line for each pooling, weighting and threshold.
    public var lines: [Line] {
        let total = Double(max(1, images))
        // Counted, so that a fifth is 0.2 and not 1 - 0.8.
        func error(_ right: Int) -> Double { images > 0 ? Double(images - right) / total : 1 }
        var lines: [Line] = []
        for (w, weighting) in MapWeighting.allCases.enumerated() {
            let best = (0..<4).map { kind in hits[w].map { $0[kind] }.max() ?? 0 }
            for (p, pooling) in poolings.enumerated() {
                for (t, threshold) in Self.thresholds.enumerated() {
                    lines.append(
                        Line(
                            weighting: weighting, pooling: pooling, threshold: threshold,
                            top1Error: error(rightTop1[p]), top5Error: error(rightTop5[p]),
                            top1LocalizationError: error(foundTop1[w][p][t]),
                            top5LocalizationError: error(foundTop5[w][p][t]),
                            groundTruthKnownAccuracy: Double(found[w][t]) / total,
                            maxBoxAccuracy: Double(best[0]) / total,
                            maxBoxAccuracyV2: Double(best[1] + best[2] + best[3]) / (3 * total)))
                }
            }
        }
        return lines
    }

    /// Share of images for which the centred box is correct.
    public var centerBaseline: Double { Double(center) / Double(max(1, images)) }
}
