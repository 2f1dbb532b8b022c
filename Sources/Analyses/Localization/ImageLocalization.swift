public import Units

/// How well the class activation map of an image's own class locates the object.
///
/// Localization is correct in the top 1 or top 5 if the label is among them **and** the box from the label's own map has
/// an intersection over union of at least 0.5 with an annotated box.
public struct ImageLocalization: Sendable, Equatable {
    /// The label's rank among the five most probable classes, from 1; nil if it is not among them.
    public let rank: Int?
    /// The box by the chosen rule and threshold, in image coordinates; nil if the map gives none.
    public let box: ObjectBox?
    /// The largest intersection over union of that box with an annotated one.
    public let intersectionOverUnion: Double
    /// The same for a centred box with half the image's area.
    public let centerIntersectionOverUnion: Double
    /// For each τ of ``WSOLBoxes``, which criteria are met.
    public let hits: [Hits]
    /// For each candidate threshold, whether the box by the chosen rule is correct.
    public let thresholdHits: [Bool]

    /// The criteria that are met at one τ.
    public struct Hits: OptionSet, Sendable, Hashable {
        /// The flags.
        public let rawValue: UInt8
        /// Flags from their raw value.
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// MaxBoxAcc's box has an intersection over union of 0.5.
        public static let largest = Hits(rawValue: 1)
        /// One of MaxBoxAccV2's boxes has an intersection over union of 0.3, 0.5, 0.7.
        public static let any30 = Hits(rawValue: 2)
        /// A box reaches an intersection over union of 0.5.
        public static let any50 = Hits(rawValue: 4)
        /// A box reaches an intersection over union of 0.7.
        public static let any70 = Hits(rawValue: 8)

        static let levels: [(Hits, Double)] = [(.any30, 0.3), (.any50, 0.5), (.any70, 0.7)]
    }

    /// The intersection over union from which a box is correct.
    public static let right = 0.5

    package init(
        rank: Int?, box: ObjectBox?, intersectionOverUnion: Double, centerIntersectionOverUnion: Double, hits: [Hits],
        thresholdHits: [Bool] = []
    ) {
        self.rank = rank
        self.box = box
        self.intersectionOverUnion = intersectionOverUnion
        self.centerIntersectionOverUnion = centerIntersectionOverUnion
        self.hits = hits
        self.thresholdHits = thresholdHits
    }

    /// Whether the box is correct, given the class.
    public var isGroundTruthKnownRight: Bool { intersectionOverUnion >= Self.right }
    /// Whether the most probable class and the box are correct.
    public var isTop1Right: Bool { rank == 1 && isGroundTruthKnownRight }
    /// Whether the class is among the five most probable and the box is correct.
    public var isTop5Right: Bool { rank != nil && isGroundTruthKnownRight }
}
