public import Tensors
public import Units

/// What boxes and pixels of a map find of an image's words, at each of some thresholds.
public struct TextImage: Sendable, Equatable {
    /// At one threshold.
    public struct Counts: Sendable, Equatable {
        /// Pixels of the region, and those of them in a word's box.
        public var region = 0
        public var inside = 0
        /// Boxes, and those of them that are a word's.
        public var boxes = 0
        public var matched = 0
        /// The sum over the words of the largest intersection over union with a box.
        public var overlap = 0.0
    }

    /// By threshold.
    public let counts: [Counts]
    /// Words, and pixels in their boxes.
    public let words: Int
    public let wordPixels: Int
    public let pixels: Int

    /// From which intersection over union a box is a word's.
    public static let right = 0.5

    /// - Parameters:
    ///   - map: Enlarged; nil where the head says that there is no text: then nothing is found.
    ///   - thresholds: Of the map's maximum, rising, fewer than 256.
    ///   - words: Boxes in the map's pixels.
    ///   - least: Parts of fewer pixels are no boxes.
    public init(
        _ map: Plane?, width: Int, height: Int, thresholds: [Float], words: [BoundingBox], least: Int
    ) {
        var truth = BitMask(width: width, height: height)
        for box in words {
            for y in box.y0..<box.y1 {
                for x in box.x0..<box.x1 { truth[x: x, y: y] = true }
            }
        }
        self.words = words.count
        wordPixels = truth.words.reduce(0) { $0 + $1.nonzeroBitCount }
        pixels = width * height
        var counts = [Counts](repeating: Counts(), count: thresholds.count)
        if let map, var masks = NestedMasks(map, fractions: thresholds) {
            var last = Counts()
            for place in thresholds.indices.reversed() {
                if masks.lower(to: place) { last = Self.counts(masks.mask, truth, words, least) }
                counts[place] = last
            }
        }
        self.counts = counts
    }

    private static func counts(_ mask: BitMask, _ truth: BitMask, _ words: [BoundingBox], _ least: Int) -> Counts {
        var counts = Counts()
        for (a, b) in zip(mask.words, truth.words) {
            counts.region += a.nonzeroBitCount
            counts.inside += (a & b).nonzeroBitCount
        }
        let boxes = MaskComponents(mask, neighbours: .eight).components.filter { $0.pixels >= least }.map(\.box)
        counts.boxes = boxes.count
        var pairs: [(overlap: Double, box: Int, word: Int)] = []
        for (word, truth) in words.enumerated() {
            let overlaps = boxes.map { $0.intersectionOverUnion(truth) }
            counts.overlap += overlaps.max() ?? 0
            for (box, overlap) in overlaps.enumerated() where overlap >= right { pairs.append((overlap, box, word)) }
        }
        // The best pairs first; a box is one word's, and a word has one box.
        var (usedBoxes, usedWords): (Set<Int>, Set<Int>) = ([], [])
        for pair in pairs.sorted(by: { ($0.overlap, $1.box, $1.word) > ($1.overlap, $0.box, $0.word) })
        where !usedBoxes.contains(pair.box) && !usedWords.contains(pair.word) {
            usedBoxes.insert(pair.box)
            usedWords.insert(pair.word)
        }
        counts.matched = usedBoxes.count
        return counts
    }
}

/// Precision, recall and overlap of a text detector over images, by threshold.
public struct TextCurve: Sendable {
    /// At one threshold.
    public struct Point: Sendable, Equatable {
        public let threshold: Float
        /// Of boxes: those that are a word's; words that have one; the mean over words of the best box's overlap.
        public let precision: Double
        public let recall: Double
        public let overlap: Double
        /// Of pixels: in words' boxes, of the region; in the region, of words' boxes; in both, of either.
        public let pixelPrecision: Double
        public let pixelRecall: Double
        public let pixelOverlap: Double

        /// The harmonic mean of precision and recall.
        public var f1: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }
    }

    public let points: [Point]
    public let images: Int
    public let words: Int
    /// The share of pixels in words' boxes: the pixel precision of a region drawn at random.
    public let chance: Double

    public init(_ list: [TextImage], thresholds: [Float]) {
        let ones = [Int](repeating: 1, count: list.count)
        points = thresholds.indices.map { Self.point(list, ones, $0, thresholds[$0]) }
        images = list.count
        words = list.reduce(0) { $0 + $1.words }
        chance =
            Double(list.reduce(0) { $0 + $1.wordPixels }) / Double(max(1, list.reduce(0) { $0 + $1.pixels }))
    }

    /// The threshold of the largest harmonic mean of the boxes' precision and recall, the smallest among equals.
    public var best: Int {
        Largest.index(points.map(\.f1)) ?? 0
    }

    /// What 95 % of bootstrap samples of the images give at a threshold.
    public static func interval(
        _ list: [TextImage], at place: Int, of value: (Point) -> Double
    ) -> BootstrapIntervals.Interval? {
        .of(groups: [Array(list.indices)], count: list.count) { value(point(list, $0, place, 0)) }
    }

    private static func point(_ list: [TextImage], _ weights: [Int], _ place: Int, _ threshold: Float) -> Point {
        var sum = TextImage.Counts()
        var (words, wordPixels) = (0, 0)
        for (image, weight) in zip(list, weights) where weight > 0 {
            let counts = image.counts[place]
            sum.region += weight * counts.region
            sum.inside += weight * counts.inside
            sum.boxes += weight * counts.boxes
            sum.matched += weight * counts.matched
            sum.overlap += Double(weight) * counts.overlap
            words += weight * image.words
            wordPixels += weight * image.wordPixels
        }
        func share(_ part: Double, _ all: Int) -> Double { all > 0 ? part / Double(all) : 0 }
        return Point(
            threshold: threshold, precision: share(Double(sum.matched), sum.boxes),
            recall: share(Double(sum.matched), words), overlap: share(sum.overlap, words),
            pixelPrecision: share(Double(sum.inside), sum.region), pixelRecall: share(Double(sum.inside), wordPixels),
            pixelOverlap: share(Double(sum.inside), sum.region + wordPixels - sum.inside))
    }
}
