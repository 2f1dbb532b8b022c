/// The figures of a localization run, as fractions of images, 0...1.
public struct LocalizationFigures: Sendable, Equatable {
    /// The number of images.
    public let images: Int
    /// Share of images whose most probable class is wrong.
    public let top1Error: Double
    /// Share of images whose class is not among the five most probable.
    public let top5Error: Double
    /// Share of images whose most probable class or box is wrong.
    public let top1LocalizationError: Double
    /// Share of images whose class is not among the five most probable or whose box is wrong.
    public let top5LocalizationError: Double
    /// The accuracy of the boxes of images' own classes, by the chosen rule and threshold.
    public let groundTruthKnownAccuracy: Double
    /// The mean over all images of the best intersection over union with an annotated box.
    public let meanIntersectionOverUnion: Double
    /// MaxBoxAcc: the accuracy of the largest contour's box at the best τ, at an intersection over union of 0.5.
    public let maxBoxAccuracy: Double
    /// MaxBoxAccV2: the mean over 0.3, 0.5 and 0.7 of the accuracy at the best τ of each, with the best of all
    /// contours' boxes.
    public let maxBoxAccuracyV2: Double
    /// The accuracy of a centred box with half the image's area.
    public let centerBaseline: Double

    /// The figures over `images`, each counted as often as `counts` says, by default once.
    package init(_ images: [ImageLocalization], counts: [Int]? = nil) {
        let counts = counts ?? [Int](repeating: 1, count: images.count)
        let total = counts.reduce(0, +)
        func share(_ isRight: (ImageLocalization) -> Bool) -> Double {
            guard total > 0 else { return 0 }
            return Double(zip(images, counts).reduce(0) { $0 + (isRight($1.0) ? $1.1 : 0) }) / Double(total)
        }
        self.images = total
        top1Error = share { $0.rank != 1 }
        top5Error = share { $0.rank == nil }
        top1LocalizationError = share { !$0.isTop1Right }
        top5LocalizationError = share { !$0.isTop5Right }
        groundTruthKnownAccuracy = share(\.isGroundTruthKnownRight)
        let overlap = zip(images, counts).reduce(0) { $0 + $1.0.intersectionOverUnion * Double($1.1) }
        meanIntersectionOverUnion = total > 0 ? overlap / Double(total) : 0
        centerBaseline = share { $0.centerIntersectionOverUnion >= ImageLocalization.right }
        func best(_ hit: ImageLocalization.Hits) -> Int {
            var right = [Int](repeating: 0, count: WSOLBoxes.thresholdCount)
            for (image, count) in zip(images, counts) {
                for (place, hits) in image.hits.enumerated() where hits.contains(hit) { right[place] += count }
            }
            return right.max() ?? 0
        }
        maxBoxAccuracy = total > 0 ? Double(best(.largest)) / Double(total) : 0
        let hits = best(.any30) + best(.any50) + best(.any70)
        maxBoxAccuracyV2 = total > 0 ? Double(hits) / Double(3 * total) : 0
    }
}
