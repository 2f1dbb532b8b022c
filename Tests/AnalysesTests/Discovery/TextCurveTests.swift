import Tensors
import Testing
import Units

@testable import Analyses

/// A map of two peaks on 8×2 pixels, by hand.
struct TextCurveTests {
    private let map = Plane(
        height: 2, width: 8,
        values: [
            10, 10, 0, 0, 0, 4, 4, 0,
            10, 10, 0, 0, 0, 4, 4, 0,
        ])
    private let word = BoundingBox(x0: 0, y0: 0, x1: 3, y1: 2)

    private func image(_ words: [BoundingBox], least: Int = 1, isText: Bool = true) -> TextImage {
        TextImage(isText ? map : nil, width: 8, height: 2, thresholds: [0, 0.3, 0.5], words: words, least: least)
    }

    @Test func boxesAndPixelsAtEachThreshold() {
        let found = image([word])
        #expect(found.words == 1 && found.wordPixels == 6 && found.pixels == 16)
        // At 0 everything is one box of 16 pixels, of which the word has 6: less than half.
        #expect(found.counts[0] == .init(region: 16, inside: 6, boxes: 1, matched: 0, overlap: 6.0 / 16))
        // At 0.3 there are two boxes; the left one has 4 of the word's 6 pixels.
        #expect(found.counts[1] == .init(region: 8, inside: 4, boxes: 2, matched: 1, overlap: 4.0 / 6))
        #expect(found.counts[2] == .init(region: 4, inside: 4, boxes: 1, matched: 1, overlap: 4.0 / 6))
        // Parts that are too small are no boxes, but their pixels count.
        #expect(image([word], least: 5).counts[2] == .init(region: 4, inside: 4, boxes: 0, matched: 0, overlap: 0))
        // Where the head sees no text, nothing is found.
        #expect(image([word], isText: false).counts == [TextImage.Counts](repeating: .init(), count: 3))
    }

    @Test func aBoxIsOneWords() {
        let twin = BoundingBox(x0: 0, y0: 0, x1: 2, y1: 2)
        let found = image([word, twin])
        #expect(found.counts[2].matched == 1 && found.counts[2].overlap == 1 + 4.0 / 6)
    }

    @Test func theCurve() {
        let thresholds: [Float] = [0, 0.3, 0.5]
        let list = [image([word]), image([]), image([word], isText: false)]
        let curve = TextCurve(list, thresholds: thresholds)
        // Boxes of two images, words of two: one of two boxes, of two words.
        #expect(curve.points[2].precision == 0.5 && curve.points[2].recall == 0.5)
        #expect(curve.points[2].pixelPrecision == 0.5 && abs(curve.points[2].pixelRecall - 4.0 / 12) < 1e-12)
        #expect(curve.points[2].pixelOverlap == 4.0 / (8 + 12 - 4))
        #expect(curve.words == 2 && curve.images == 3 && curve.chance == 12.0 / 48)
        #expect(curve.best == 2)
        #expect(curve.points[1].f1 == 2 * 0.25 * 0.5 / 0.75)
        let interval = TextCurve.interval(list, at: 2) { $0.recall }
        #expect(interval?.low == 0 && interval?.high == 1)
    }
}
