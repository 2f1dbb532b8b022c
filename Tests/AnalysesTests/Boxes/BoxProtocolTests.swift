import Tensors
import Testing
import Units

@testable import Analyses

/// Each protocol by hand, and against OpenCV and SciPy.
struct BoxProtocolTests {
    private let fixtures: BoxFixtures

    init() throws { fixtures = try BoxFixtures.read() }

    @Test func contoursAreOpenCVs() {
        for (place, sample) in fixtures.masks.enumerated() {
            let boxes = ContourBoxes.all(sample.mask).map(\.ends)
            #expect(boxes.sorted { $0.lexicographicallyPrecedes($1) } == sample.all, "mask \(place)")
            #expect(ContourBoxes.largest(sample.mask)?.ends == sample.largest, "mask \(place)")
            let parts = MaskComponents(sample.mask, connectivity: .eight)
            let areas = parts.components.indices.map { ContourBoxes.filledArea(parts.mask(of: $0)) }
            #expect(Double(areas.max() ?? 0) / 2 == sample.largest_area, "mask \(place)")
        }
    }

    @Test func bicubicIsOpenCVs() {
        let sample = fixtures.bicubic
        let map = Plane(rows: sample.map)
        let enlarged = BicubicEnlargement(
            cellsAcross: map.width, cellsDown: map.height, width: sample.width, height: sample.height
        ).enlarged(map)
        let differences = zip(enlarged.values, sample.enlarged.flatMap { $0 }).map { abs($0 - $1) }
        #expect(differences.count == sample.width * sample.height)
        #expect(differences.max() ?? 1 < 2e-6)
    }

    /// At most one τ of a map may differ, by the rounding of one pixel to a grey level.
    @Test func wsolIsThePublishedEvaluations() {
        for sample in fixtures.wsol {
            let map = Plane(rows: sample.map)
            let enlargement = BicubicEnlargement(
                cellsAcross: map.width, cellsDown: map.height, width: WSOLBoxes.side, height: WSOLBoxes.side)
            let boxes = WSOLBoxes.boxes(WSOLBoxes.normalized(enlargement.enlarged(map)))
            #expect(boxes.count == 100)
            let wrong = boxes.indices.filter { boxes[$0].largest.ends != sample.largest[$0] }
            #expect(wrong.count <= 1, "\(wrong)")
            let counts = boxes.indices.filter { Set(boxes[$0].all).count != sample.count[$0] }
            #expect(counts.count <= 1, "\(counts)")
        }
    }

    @Test func wsolOverlapsCountBothEnds() {
        let a = BoundingBox(x0: 0, y0: 0, x1: 9, y1: 9)
        // 5×10 of 10×10 and 10×10.
        #expect(a.intersectionOverUnion(BoundingBox(x0: 5, y0: 0, x1: 14, y1: 9), inclusive: true) == 50.0 / 150)
        #expect(a.intersectionOverUnion(BoundingBox(x0: 10, y0: 0, x1: 14, y1: 9), inclusive: true) == 0)
        let drawn = ObjectBox(x0: 10.5, y0: 0, x1: 99.9, y1: 50)
        #expect(WSOLBoxes.resized(drawn, width: 100, height: 50).ends == [23, 0, 223, 224])
    }

    @Test func aConstantMapHasTheFirstPixelsBox() {
        let boxes = WSOLBoxes.boxes(WSOLBoxes.normalized(Plane(height: 2, width: 2, values: [3, 3, 3, 3])))
        #expect(boxes.allSatisfy { $0.largest.ends == [0, 0, 0, 0] })
    }

    @Test func paperIsSciPys() {
        for sample in fixtures.paper {
            let enlarged = Plane(rows: sample.map).bilinear(sample.width, sample.height)
            #expect(PaperBoxes.box(enlarged)?.ends == sample.box)
        }
    }

    @Test func paperByHand() {
        // 20 % of 10 is 2: the 2 counts, the -9 does not move the line.
        let map = Plane(
            rows: [
                [10, 1, 0, 2, 2], [1, 1, 0, 2, 3], [1, -9, 0, 0, 2],
            ])
        #expect(PaperBoxes.box(map)?.ends == [3, 0, 5, 3])
        // Five pixels on either side: the first.
        #expect(PaperBoxes.box(map, threshold: 0.1)?.ends == [0, 0, 2, 3])
        #expect(PaperBoxes.box(map, threshold: 0.25)?.ends == [0, 0, 1, 1])
        #expect(PaperBoxes.box(Plane(height: 1, width: 2, values: [-1, 0])) == nil)
    }

    /// All thresholds at once give what each gives alone.
    @Test func paperThresholdsAgree() {
        let thresholds = (0..<100).map { Float($0) / 100 }
        for sample in fixtures.paper {
            let enlarged = Plane(rows: sample.map).bilinear(sample.width, sample.height)
            let boxes = PaperBoxes.boxes(enlarged, thresholds: thresholds)
            #expect(boxes == thresholds.map { PaperBoxes.box(enlarged, threshold: $0) })
        }
    }

    @Test func releaseIsTheAuthorsChain() {
        for sample in fixtures.release {
            let heat = ReleaseBoxes.heatMap(Plane(rows: sample.map).bilinear(sample.width, sample.height))
            // Bilinear in single and in double precision may round a pixel to another grey level.
            #expect(abs(heat.reduce(0) { $0 + Int($1) } - sample.heat) <= 2)
            let distances = DistanceTransform.distances(
                heat.map { $0 > 100 }, width: sample.width, height: sample.height)
            #expect(abs(distances.reduce(0, +) - sample.distance) < 1e-3 * sample.distance)
            let unmerged = ReleaseBoxes.unmerged(heat, width: sample.width, height: sample.height)
            #expect(unmerged.map(\.ends).sorted { $0.lexicographicallyPrecedes($1) } == sample.unmerged)
            let merged = ReleaseBoxes.boxes(heat, width: sample.width, height: sample.height)
            #expect(merged.first?.area == unmerged.map(\.area).max())
            #expect(Set(merged).isSubset(of: unmerged))
        }
    }

    /// A block of 40×40 at full and a rim at 40 of 255: the loose box is the rim's, the tight one the block's.
    @Test func releaseByHand() {
        var heat = [UInt8](repeating: 0, count: 100 * 100)
        for y in 10..<90 { for x in 10..<90 { heat[y * 100 + x] = 40 } }
        for y in 30..<70 { for x in 30..<70 { heat[y * 100 + x] = 255 } }
        let boxes = ReleaseBoxes.boxes(heat, width: 100, height: 100)
        // Distances up to 40 and 20: a grey level of 10 is 1.6 and 0.8 pixels from the edge, which costs one pixel and
        // none.
        #expect(boxes.map(\.ends) == [[11, 11, 89, 89], [30, 30, 70, 70]])
    }

    @Test func distancesAreEuclidean() {
        let isIn = [true, true, true, true, false, true, true, true, true]
        let root = 2.0.squareRoot()
        #expect(DistanceTransform.distances(isIn, width: 3, height: 3) == [root, 1, root, 1, 0, 1, root, 1, root])
        #expect(DistanceTransform.distances([true, true], width: 2, height: 1).allSatisfy { $0.isInfinite })
    }
}
