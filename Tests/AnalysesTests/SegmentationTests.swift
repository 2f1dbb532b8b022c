import Analyses
import TestSupport
import Tensors
import Testing
import Units

@Suite struct MapEnlargementTests {
    @Test func centresKeepTheirValuesAndEdgesStayConstant() {
        // Two cells with fields centred on input pixels 2 and 6; one picture pixel an input pixel.
        let centers = MapEnlargement.Centers(ReceptiveFieldAxis(size: 3, stride: 4, offset: 0))
        let view = MapEnlargement.View(start: 0, scale: 1, pixels: 8)
        let row = MapEnlargement(
            cellsAcross: 2, cellsDown: 1, horizontal: (centers, view),
            vertical: (.init(cells: 1, over: 8), .init(start: 0, scale: 8, pixels: 1)))
        let values = row.enlarged(Plane(height: 1, width: 2, values: [0, 8])).values
        // Centres at 1.5 and 5.5; pixel i is at i + 0.5.
        #expect(values == [0, 0, 2, 4, 6, 8, 8, 8])
    }

    @Test func aConstantMapStaysConstant() {
        let centers = MapEnlargement.Centers(cells: 7, over: 224)
        let view = MapEnlargement.View(start: 0, scale: 2, pixels: 112)
        let enlargement = MapEnlargement(
            cellsAcross: 7, cellsDown: 7, horizontal: (centers, view), vertical: (centers, view))
        let map = Plane(height: 7, width: 7, values: [Float](repeating: 3, count: 49))
        #expect(enlargement.enlarged(map).values.allSatisfy { $0 == 3 })
    }

    /// Cells shifted to the left, as pads on one side alone shift them: the picture's right end is a step and a half away.
    @Test func mapsFadeWhereNoCellIsNear() {
        let centers = MapEnlargement.Centers(ReceptiveFieldAxis(size: 4, stride: 4, offset: -2))
        let view = MapEnlargement.View(start: 0, scale: 1, pixels: 10)
        let row = MapEnlargement(
            cellsAcross: 2, cellsDown: 1, horizontal: (centers, view),
            vertical: (.init(cells: 1, over: 10), .init(start: 0, scale: 10, pixels: 1)))
        let values = row.enlarged(Plane(height: 1, width: 2, values: [8, 8])).values
        // Centres at 0 and 4: full up to 6, nothing from 8 on.
        #expect(values == [8, 8, 8, 8, 8, 8, 6, 2, 0, 0])
    }

    @Test func linearRampsStayLinear() {
        let centers = MapEnlargement.Centers(cells: 4, over: 16)
        let view = MapEnlargement.View(start: 2, scale: 1, pixels: 12)
        let enlargement = MapEnlargement(
            cellsAcross: 4, cellsDown: 4, horizontal: (centers, view), vertical: (centers, view))
        let map = Plane(height: 4, width: 4, values: (0..<16).map { Float($0 % 4) + 10 * Float($0 / 4) })
        let large = enlargement.enlarged(map)
        for y in 0..<12 {
            for x in 0..<12 {
                let expected = (Float(x) + 0.5) / 4 + 10 * (Float(y) + 0.5) / 4
                #expect(abs(large[x: x, y: y] - expected) < 1e-4)
            }
        }
    }
}

@Suite struct SegmentationTests {
    let map = Plane(height: 1, width: 4, values: [1, 2, 3, 4])

    func unit(threshold: Float, maximum: Float) -> UnitRecord {
        UnitRecord(unit: UnitID(0), mean: 1, deviation: 1, maximum: maximum, activeFraction: 1, threshold: threshold)
    }

    @Test func theThresholdIsReachedAndNotOnlyExceeded() {
        let found = Segmentation(enlarged: map, map: map, unit: unit(threshold: 3, maximum: 8))
        #expect(found.mask.pixels == [false, false, true, true])
        #expect(found.rule == .threshold)
    }

    @Test(arguments: [(6, 6), (5.9, 6), (0, 6), (5, 100)] as [(Float, Float)])
    func unitsWhoseThresholdSaysNothing(_ threshold: Float, _ maximum: Float) {
        let found = Segmentation(enlarged: map, map: map, unit: unit(threshold: threshold, maximum: maximum))
        #expect(found.rule == .fractionOfMaximum)
        #expect(found.level == 2)
        #expect(found.mask.pixels == [false, true, true, true])
    }

    @Test func aSilentMapHasNoRegion() {
        let silent = Plane(height: 1, width: 2, values: [0, -1])
        #expect(Segmentation(enlarged: silent, map: silent, unit: unit(threshold: 1, maximum: 3)).mask.area == 0)
    }
}
