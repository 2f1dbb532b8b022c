import Analyses
import TestSupport
import Tensors
import Testing
import Units

@Suite struct MapEnlargementTests {
    @Test func centresKeepTheirValuesAndEdgesStayConstant() {
        // Two cells with fields centred on input pixels 2 and 6; one picture pixel an input pixel.
        let centers = MapEnlargement.Centers(ReceptiveFieldAxis(size: 3, stride: 4, offset: 0))
        let view = MapEnlargement.InputSection(start: 0, scale: 1, pixels: 8)
        let row = MapEnlargement(
            cellsAcross: 2, cellsDown: 1, horizontal: (centers, view),
            vertical: (.init(cells: 1, over: 8), .init(start: 0, scale: 8, pixels: 1)))
        let values = row.enlarged(Plane(height: 1, width: 2, values: [0, 8])).values
        // Centres at 1.5 and 5.5; pixel i is at i + 0.5.
        #expect(values == [0, 0, 2, 4, 6, 8, 8, 8])
    }

    @Test func aConstantMapStaysConstant() {
        let centers = MapEnlargement.Centers(cells: 7, over: 224)
        let view = MapEnlargement.InputSection(start: 0, scale: 2, pixels: 112)
        let enlargement = MapEnlargement(
            cellsAcross: 7, cellsDown: 7, horizontal: (centers, view), vertical: (centers, view))
        let map = Plane(height: 7, width: 7, values: [Float](repeating: 3, count: 49))
        #expect(enlargement.enlarged(map).values.allSatisfy { $0 == 3 })
    }

    /// Cells shifted to the left, as pads on one side alone shift them: the picture's right end is a step and a half away.
    @Test func mapsFadeWhereNoCellIsNear() {
        let centers = MapEnlargement.Centers(ReceptiveFieldAxis(size: 4, stride: 4, offset: -2))
        let view = MapEnlargement.InputSection(start: 0, scale: 1, pixels: 10)
        let row = MapEnlargement(
            cellsAcross: 2, cellsDown: 1, horizontal: (centers, view),
            vertical: (.init(cells: 1, over: 10), .init(start: 0, scale: 10, pixels: 1)))
        let values = row.enlarged(Plane(height: 1, width: 2, values: [8, 8])).values
        // Centres at 0 and 4: full up to 6, nothing from 8 on.
        #expect(values == [8, 8, 8, 8, 8, 8, 6, 2, 0, 0])
    }

    @Test func linearRampsStayLinear() {
        let centers = MapEnlargement.Centers(cells: 4, over: 16)
        let view = MapEnlargement.InputSection(start: 2, scale: 1, pixels: 12)
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
    /// A picture pixel a cell, which is an input pixel; cells' centres are pixels'.
    let identity = MapEnlargement(
        cellsAcross: 4, cellsDown: 1,
        horizontal: (.init(cells: 4, over: 4), .init(start: 0, scale: 1, pixels: 4)),
        vertical: (.init(cells: 1, over: 1), .init(start: 0, scale: 1, pixels: 1)))

    func unit(threshold: Float, maximum: Float) -> UnitRecord {
        UnitRecord(unit: UnitID(0), mean: 1, deviation: 1, maximum: maximum, activeFraction: 1, threshold: threshold)
    }

    func segment(
        _ method: SegmentationMethod, threshold: Float = 3, maximum: Float = 8, map: Plane? = nil, levels: [Float] = []
    ) throws -> Segmentation {
        try #require(
            Segmenter(method, levels: levels).segmentation(
                of: map ?? self.map, by: identity, unit: unit(threshold: threshold, maximum: maximum)))
    }

    @Test func aQuantileIsReachedAndNotOnlyExceeded() throws {
        let found = try segment(.quantile(share: 0.005))
        #expect(found.mask.pixels == [false, false, true, true])
        #expect(found.rule == .method && found.level == 3)
        let wider = try segment(.quantile(share: 0.01), levels: [2])
        #expect(wider.mask.pixels == [false, true, true, true])
    }

    @Test(arguments: [(6, 6), (5.9, 6), (0, 6), (5, 100)] as [(Float, Float)])
    func unitsWhoseQuantileSaysNothing(_ threshold: Float, _ maximum: Float) throws {
        let found = try segment(.quantile(share: 0.005), threshold: threshold, maximum: maximum)
        #expect(found.rule == .fractionOfMaximum)
        #expect(found.level == 2)
        #expect(found.mask.pixels == [false, true, true, true])
    }

    /// Levels refer to the unit's values before the clip, as the map does.
    @Test func levelsOfClippedUnits() throws {
        let unit = UnitRecord(
            unit: UnitID(0), mean: 1, deviation: 1, maximum: 2, activeFraction: 1, threshold: 2,
            unclipped: UnitRecord.Extremes(maximum: 8, threshold: 3))
        func pixels(_ method: SegmentationMethod) -> [Bool]? {
            Segmenter(method).segmentation(of: map, by: identity, unit: unit)?.mask.pixels
        }
        #expect(Segmentation.isInformative(unit))
        #expect(pixels(.quantile(share: 0.005)) == [false, false, true, true])
        #expect(pixels(.threshold(fraction: 0.5, of: .unit)) == [false, false, false, true])
        #expect(UnitLevel(unit) == UnitLevel(self.unit(threshold: 3, maximum: 8)))
    }

    @Test func fractionsOfTheUnitsAndTheImagesMaximum() throws {
        #expect(try segment(.threshold(fraction: 0.5, of: .image)).mask.pixels == [false, true, true, true])
        #expect(try segment(.threshold(fraction: 0.5, of: .unit)).mask.pixels == [false, false, false, true])
        // An image that does not reach the fraction of the unit's maximum is segmented by its own.
        let faint = try segment(.threshold(fraction: 0.5, of: .unit), maximum: 80)
        #expect(faint.rule == .fractionOfMaximum && faint.mask.pixels == [false, true, true, true])
    }

    /// Only the last cell reaches 3.6 of 4: a disc there covers what lies within its radius of the centre.
    @Test func discsAroundCells() throws {
        let single = Plane(height: 1, width: 4, values: [0, 0, 0, 4])
        #expect(try segment(.synthetic(diameter: 0.5), map: single).mask.pixels == [false, false, false, true])
        #expect(try segment(.synthetic(diameter: 2), map: single).mask.pixels == [false, false, true, true])
        #expect(try segment(.synthetic(diameter: 3.9), map: single).mask.pixels == [false, false, true, true])
        #expect(try segment(.synthetic(diameter: 4), map: single).mask.pixels == [false, true, true, true])
        // Cells 1 to 3 reach half of the maximum.
        #expect(try segment(.synthetic(diameter: 0.5)).mask.pixels == [false, true, true, true])
    }

    /// A field of two pixels whose centre is between the second and a third: it lies left of the cell.
    @Test func fieldsAreSetWhereTheyLie() throws {
        let single = Plane(height: 1, width: 4, values: [0, 0, 0, 4])
        let field = Mask(width: 3, height: 1, pixels: [true, true, false])
        let stamp = Stamp.region(field, centerX: 2.5, centerY: 0.5)
        let segmenter = Segmenter(.estimated(level: 0.5), stamps: [UnitID(0): stamp])
        let found = try #require(
            segmenter.segmentation(of: single, by: identity, unit: unit(threshold: 1, maximum: 4)))
        #expect(found.mask.pixels == [false, true, true, false])
        #expect(Segmenter(.estimated(level: 0.5)).knows(UnitID(0)) == false)
        let estimated = Segmenter(
            .estimated(level: 0.5), stamps: [UnitID(0): stamp], origins: [UnitID(0): #"{"patch":11}"#])
        #expect(estimated.configuration(of: UnitID(0)) == #"{"field":{"patch":11},"fraction":0.5,"level":0.5}"#)
    }

    /// Discs are round in input pixels, whatever the picture's scale.
    @Test func discsInAnEnlargedPicture() throws {
        let enlargement = MapEnlargement(
            cellsAcross: 1, cellsDown: 1,
            horizontal: (.init(cells: 1, over: 10), .init(start: 0, scale: 0.5, pixels: 20)),
            vertical: (.init(cells: 1, over: 10), .init(start: 0, scale: 2, pixels: 5)))
        let found = try #require(
            Segmenter(.synthetic(diameter: 6)).segmentation(
                of: Plane(height: 1, width: 1, values: [1]), by: enlargement, unit: unit(threshold: 1, maximum: 1)))
        for y in 0..<5 {
            for x in 0..<20 {
                let (dx, dy) = (Double(x) / 2 + 0.25 - 5, Double(y) * 2 + 1 - 5)
                #expect(found.mask[x: x, y: y] == (dx * dx + dy * dy <= 9))
            }
        }
    }

    @Test(
        arguments: [.quantile(share: 0.005), .threshold(fraction: 0.2, of: .image), .synthetic(diameter: 9)]
            as [SegmentationMethod])
    func aSilentMapHasNoRegion(_ method: SegmentationMethod) throws {
        let silent = Plane(height: 1, width: 4, values: [0, -1, 0, 0])
        #expect(try segment(method, map: silent).mask.area == 0)
    }

    @Test func methodsSayHowTheyWork() {
        #expect(SegmentationMethod.standard == .threshold(fraction: 0.4, of: .image))
        #expect("\(SegmentationMethod.standard)" == "at or above 40 % of its maximum in the image")
        #expect("\(SegmentationMethod.quantile(share: 0.005))" == "in the top 0.5 % of its cells")
        #expect(SegmentationMethod.quantile(share: 0.005).configuration == #"{"share":0.005}"#)
        #expect(
            SegmentationMethod.threshold(fraction: 0.2, of: .unit).configuration == #"{"fraction":0.2,"of":"unit"}"#)
        #expect(SegmentationMethod.synthetic(diameter: 65).configuration == #"{"diameter":65,"fraction":0.5}"#)
        #expect(SegmentationMethod.estimated(level: 0.25).configuration == #"{"fraction":0.5,"level":0.25}"#)
    }
}
