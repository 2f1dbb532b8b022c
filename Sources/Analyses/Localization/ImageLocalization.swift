public import Units

/// How well the class activation map of an image's own class finds the object.
///
/// One map decides everything: localization is right in the top 1 or top 5 where the label is there **and** the box of the
/// label's own map has an intersection over union of at least 0.5 with one of the boxes that people drew.
public struct ImageLocalization: Sendable, Equatable {
    /// The label's place among the five likeliest classes, from 1; nil when it is not there.
    public let rank: Int?
    /// The box of the chosen protocol at its threshold, in pixels of the image; nil where the map gives none.
    public let box: ObjectBox?
    /// Of that box with the best of those drawn.
    public let intersectionOverUnion: Double
    /// Of a centred box over half the image's area.
    public let centerIntersectionOverUnion: Double
    /// For each τ of ``WSOLBoxes``, what is right there.
    public let hits: [Hits]
    /// For each of the thresholds that one may be chosen from: whether the chosen protocol's box there is right.
    public let thresholdHits: [Bool]

    /// What is right at one τ.
    public struct Hits: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// MaxBoxAcc's box has 0.5.
        public static let largest = Hits(rawValue: 1)
        /// One of MaxBoxAccV2's boxes has 0.3, 0.5, 0.7.
        public static let any30 = Hits(rawValue: 2)
        public static let any50 = Hits(rawValue: 4)
        public static let any70 = Hits(rawValue: 8)

        static let levels: [(Hits, Double)] = [(.any30, 0.3), (.any50, 0.5), (.any70, 0.7)]
    }

    /// From which intersection over union a box is right.
    public static let right = 0.5

    public init(
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

    public var isGroundTruthKnownRight: Bool { intersectionOverUnion >= Self.right }
    public var isTop1Right: Bool { rank == 1 && isGroundTruthKnownRight }
    public var isTop5Right: Bool { rank != nil && isGroundTruthKnownRight }
}
