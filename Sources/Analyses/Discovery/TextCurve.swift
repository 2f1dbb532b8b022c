package import Tensors
package import Units

/// How well the boxes and pixels of a map match an image's words at each of several thresholds.
package struct TextImage: Sendable, Equatable {
    /// At one threshold.
    package struct Counts: Sendable, Equatable {
        /// Pixels of the region, and how many of them are in a word's box.
        package var region = 0
        package var inside = 0
        /// Boxes, and how many of them match a word.
        package var boxes = 0
        package var matched = 0
        /// The sum over words of the largest intersection over union with a box.
        package var overlap = 0.0
    }

    /// Indexed by threshold.
    package let counts: [Counts]
    /// Words, and pixels in their boxes.
    package let words: Int
    package let wordPixels: Int
    package let pixels: Int

    /// The intersection over union from which a box matches a word.
    package static let right = 0.5

    /// - Parameters:
    ///   - map: The enlarged map; nil if the head finds no text, so that there are no boxes.
    ///   - thresholds: Fractions of the map's maximum, ascending, fewer than 256.
    ///   - words: The words' boxes in the map's pixels.
    ///   - least: The fewest pixels of a component that becomes a box.
    package init(
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
        let boxes = MaskComponents(mask, connectivity: .eight).components.filter { $0.pixels >= least }.map(\.box)
        counts.boxes = boxes.count
        var pairs: [(overlap: Double, box: Int, word: Int)] = []
        for (word, truth) in words.enumerated() {
            let overlaps = boxes.map { $0.intersectionOverUnion(truth) }
            counts.overlap += overlaps.max() ?? 0
            for (box, overlap) in overlaps.enumerated() where overlap >= right { pairs.append((overlap, box, word)) }
        }
        // Greedy matching, best pairs first; each box and each word is matched once.
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
        /// The threshold, as a fraction of the map's maximum.
        public let threshold: Float
        /// Boxes: the fraction that match a word, the fraction of words matched, and the words' mean best overlap.
        public let precision: Double
        /// Share of words that a box finds.
        public let recall: Double
        /// Mean intersection over union of words and their best box.
        public let overlap: Double
        /// Pixels: the fraction of the region in words' boxes, of words' boxes in the region, and their overlap.
        public let pixelPrecision: Double
        /// Share of the words' pixels in the region.
        public let pixelRecall: Double
        /// Intersection over union of region and words, in pixels.
        public let pixelOverlap: Double

        /// The harmonic mean of precision and recall.
        public var f1: Double { precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0 }
    }

    /// A point for each threshold, ascending.
    public let points: [Point]
    /// The number of images.
    public let images: Int
    /// The number of words.
    public let words: Int
    /// The fraction of pixels in words' boxes: the expected pixel precision of a random region.
    public let chance: Double

    package init(_ list: [TextImage], thresholds: [Float]) {
        let ones = [Int](repeating: 1, count: list.count)
        points = thresholds.indices.map { Self.point(list, ones, $0, thresholds[$0]) }
        images = list.count
        words = list.reduce(0) { $0 + $1.words }
        chance =
            Double(list.reduce(0) { $0 + $1.wordPixels }) / Double(max(1, list.reduce(0) { $0 + $1.pixels }))
    }

    /// The index of the threshold with the largest F1, the smallest of several.
    public var best: Int {
        Largest.index(points.map(\.f1)) ?? 0
    }

    /// Returns the 95 % bootstrap interval of a figure at a threshold.
    package static func interval(
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
