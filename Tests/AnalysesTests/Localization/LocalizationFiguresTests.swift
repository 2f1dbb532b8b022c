import Tensors
import Testing
import Units

@testable import Analyses
import Images

struct LocalizationFiguresTests {
    private func image(_ rank: Int?, iou: Double, center: Double = 0, hits: [Int: ImageLocalization.Hits] = [:])
        -> ImageLocalization
    {
        ImageLocalization(
            rank: rank, box: nil, intersectionOverUnion: iou, centerIntersectionOverUnion: center,
            hits: (0..<100).map { hits[$0] ?? [] })
    }

    /// Four images: right and found, second and found, right and missed, neither.
    @Test func byHand() {
        let figures = LocalizationFigures([
            image(1, iou: 0.5, center: 0.5, hits: [3: [.largest, .any30], 4: [.largest, .any50]]),
            image(2, iou: 0.9, hits: [4: [.largest, .any30, .any50, .any70]]),
            image(1, iou: 0.49, hits: [3: [.any30]]), image(nil, iou: 0.7, center: 0.2),
        ])
        #expect(figures.images == 4)
        #expect(figures.top1Error == 0.5)
        #expect(figures.top5Error == 0.25)
        #expect(figures.top1LocalizationError == 0.75)
        #expect(figures.top5LocalizationError == 0.5)
        #expect(figures.groundTruthKnownAccuracy == 0.75)
        #expect(figures.centerBaseline == 0.25)
        #expect(figures.maxBoxAccuracy == 0.5)
        #expect(abs(figures.meanIntersectionOverUnion - (0.5 + 0.9 + 0.49 + 0.7) / 4) < 1e-12)
        // 0.3: two images at τ 0.03; 0.5: two at 0.04; 0.7: one.
        #expect(abs(figures.maxBoxAccuracyV2 - (0.5 + 0.5 + 0.25) / 3) < 1e-12)
    }

    @Test func countsStandForRepeatedImages() {
        let images = [image(1, iou: 1), image(nil, iou: 0)]
        #expect(
            LocalizationFigures(images, counts: [3, 1])
                == LocalizationFigures([images[0], images[0], images[0], images[1]]))
    }

    /// A map that is one bright cell finds exactly its quarter of the image.
    @Test func oneCellFindsItsQuarter() {
        let geometry = MapGeometry(cellsAcross: 2, cellsDown: 2, imageWidth: 100, imageHeight: 80)
        let map = Plane(height: 2, width: 2, values: [0, 0, 0, 1])
        let truth = [ObjectBox(x0: 40, y0: 32, x1: 100, y1: 80), ObjectBox(x0: 0, y0: 0, x1: 5, y1: 5)]
        let paper = LocalizationEvaluation(MapBoxes()).evaluate(map, in: geometry, rank: 2, truth: truth)
        // At 20 % of the maximum, on the middle lines and in the quarter: from 0.2 of the way between the cells' centres.
        #expect(paper.box == ObjectBox(x0: 35, y0: 28, x1: 100, y1: 80))
        #expect(abs(paper.intersectionOverUnion - 60.0 * 48 / (65 * 52)) < 1e-12)
        #expect(paper.rank == 2 && !paper.isTop1Right && paper.isTop5Right)
        let wsol = LocalizationEvaluation(MapBoxes(rule: .wsol, threshold: 0.5))
            .evaluate(map, in: geometry, rank: 1, truth: truth)
        #expect(wsol.isTop1Right)
        #expect(wsol.hits == paper.hits && wsol.hits[50].contains(.largest))
    }

    /// With a crop, boxes are the image's.
    @Test func boxesOfACropLieInTheImage() {
        let input = InputGeometry(scaleX: 2, scaleY: 2, offsetX: 20, offsetY: 10, inputWidth: 30, inputHeight: 30)
        let geometry = MapGeometry(
            MapLayout(inputWidth: 30, inputHeight: 30, cellsAcross: 2, cellsDown: 2), input: input, imageWidth: 100,
            imageHeight: 80)
        let map = Plane(height: 2, width: 2, values: [1, 1, 1, 1])
        #expect(MapBoxes().boxes(of: map, in: geometry) == [ObjectBox(x0: 20, y0: 10, x1: 80, y1: 70)])
        let single = Plane(height: 2, width: 2, values: [1, 0, 0, 0])
        for rule in LocalizationProtocol.allCases {
            let rule = MapBoxes(rule: rule, threshold: 0.5)
            let found = rule.boxes(of: single, in: geometry)
            #expect(found.allSatisfy { $0.x0 >= 20 && $0.y0 >= 10 && $0.x1 <= 80 && $0.y1 <= 70 })
            // What `cam` prints is what `localize` evaluates.
            let truth = [ObjectBox(x0: 20, y0: 10, x1: 50, y1: 40)]
            #expect(
                LocalizationEvaluation(rule).evaluate(single, in: geometry, rank: 1, truth: truth).box == found.first)
        }
    }

    @Test func theCentredBoxHasHalfTheArea() {
        let box = CenterBaseline.box(200, 100)
        #expect(abs(box.width * box.height - 10_000) < 1e-6)
        #expect(abs(box.x0 - (200 - box.x1)) < 1e-9 && abs(box.y0 - (100 - box.y1)) < 1e-9)
        #expect(abs(box.width - 2 * box.height) < 1e-9)
    }
}

struct BootstrapIntervalsTests {
    /// 400 images, half of them right: the standard error is 2.5 points, so 95 % lie within 4.9.
    @Test func theyAreAsWideAsTheBinomialSays() {
        let images = (0..<400).map { index in
            ImageLocalization(
                rank: index % 2 == 0 ? 1 : 3, box: nil, intersectionOverUnion: index % 4 == 0 ? 0.8 : 0.1,
                centerIntersectionOverUnion: 1,
                hits: (0..<100).map { $0 == 7 && index % 4 == 0 ? [.largest, .any30, .any50, .any70] : [] })
        }
        let intervals = BootstrapIntervals(images)
        #expect(abs(intervals.top1Error.low - 0.451) < 0.01 && abs(intervals.top1Error.high - 0.549) < 0.01)
        #expect(intervals.top5Error == .init(low: 0, high: 0))
        #expect(intervals.centerBaseline == .init(low: 1, high: 1))
        #expect(abs(intervals.groundTruthKnownAccuracy.low - 0.208) < 0.01)
        #expect(intervals.maxBoxAccuracy == intervals.groundTruthKnownAccuracy)
        #expect(abs(intervals.maxBoxAccuracyV2.high - intervals.maxBoxAccuracy.high) < 1e-9)
        #expect(intervals == BootstrapIntervals(images))
        // A quarter at 0.8, the others at 0.1: the standard error is 0.303 / 20.
        #expect(abs(intervals.meanIntersectionOverUnion.low - 0.245) < 0.006)
        #expect(abs(intervals.meanIntersectionOverUnion.high - 0.305) < 0.006)
    }

    /// Half of 400 images are one pixel of the object, half one of something else, all at the highest score: PxAP of a sample
    /// is its share of the first kind.
    @Test func pixelPrecision() {
        let images = (0..<400).map { index in
            var image = PixelPrecision()
            image.add(
                Plane(height: 1, width: 1, values: [1]), object: Mask(width: 1, height: 1, pixels: [index % 2 == 0]),
                ignored: nil)
            return image
        }
        let interval = BootstrapIntervals.pixelPrecision(images)
        #expect(abs(interval.low - 0.451) < 0.01 && abs(interval.high - 0.549) < 0.01)
        #expect(BootstrapIntervals.pixelPrecision([images[0], images[2]]) == .init(low: 1, high: 1))
    }
}

struct PixelPrecisionTests {
    /// Three pixels of the object at 1, 0.9 and 0.5, one other at 0.7, one ignored at 0.95.
    @Test func byHand() {
        var precision = PixelPrecision()
        #expect(precision.averagePrecision == nil)
        precision.add(
            Plane(height: 1, width: 5, values: [1, 0.9, 0.7, 0.5, 0.95]),
            object: Mask(width: 5, height: 1, pixels: [true, true, false, true, false]),
            ignored: Mask(width: 5, height: 1, pixels: [true, false, false, false, true]))
        // Recall rises by a third each at precision 1, 1 and 3/4.
        #expect(abs((precision.averagePrecision ?? 0) - (1 + 1 + 0.75) / 3) < 1e-12)
        var twice = precision
        twice.merge(precision)
        #expect(twice.averagePrecision == precision.averagePrecision)
    }
}

struct TenCropMapTests {
    /// Ten flat maps of 1: how many crops cover a place, which is 2 in the corners and 10 in the middle.
    @Test func coverageIsNotDividedOut() {
        let flat = Plane(height: 2, width: 2, values: [1, 1, 1, 1])
        let merged = TenCropMap.merged([Plane](repeating: flat, count: 10))
        #expect(abs(merged[x: 0, y: 0] - 2) < 1e-5 && abs(merged[x: 255, y: 0] - 2) < 1e-5)
        #expect(abs(merged[x: 128, y: 0] - 4) < 1e-5)
        #expect(abs(merged[x: 128, y: 128] - 10) < 1e-5)
        #expect(
            TenCropMap.merged([Plane](repeating: Plane(height: 1, width: 1, values: [-1]), count: 10)).maximum == 10)
    }

    @Test func cropsGoLeftToRightThenDown() {
        #expect((0..<5).map { TenCropMap.origin($0, margin: 32).x } == [0, 32, 0, 32, 16])
        #expect((0..<5).map { TenCropMap.origin($0, margin: 32).y } == [0, 0, 32, 32, 16])
    }
}
