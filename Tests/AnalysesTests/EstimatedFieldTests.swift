import Analyses
import Tensors
import Testing
import Units

struct EstimatedFieldTests {
    private let grid = OcclusionGrid(height: 5, width: 5, patch: 3, stride: 2)

    /// Four places of 3×3 on 5×5 pixels: the middle row and column are covered twice, the centre four times.
    @Test func aDropIsSharedByThePatchesOfAPixel() throws {
        let map = try #require(grid).discrepancyMap([8, 0, -4, 0])
        #expect(
            map.values == [
                8, 8, 4, 0, 0,
                8, 8, 4, 0, 0,
                4, 4, 2, 0, 0,
                0, 0, 0, 0, 0,
                0, 0, 0, 0, 0,
            ])
    }

    @Test func equalDropsMakeAnEvenMap() throws {
        let grid = try #require(OcclusionGrid(height: 23, width: 18, patch: 5, stride: 2))
        let map = grid.discrepancyMap([Float](repeating: 3, count: grid.count))
        #expect(map.height == 23 && map.width == 17)
        #expect(map.values.allSatisfy { $0 == 3 })
    }

    /// Cells two pixels apart that see 3×3 pixels: maps are moved onto each other, and a pixel's mean is over the maps that
    /// reach it.
    @Test func mapsAreCentredOnTheirCells() throws {
        let axis = ReceptiveFieldAxis(size: 3, stride: 2, offset: -1)
        let field = ReceptiveField(vertical: axis, horizontal: axis)
        let frame = FieldFrame(field, cellsAcross: 3, cellsDown: 3, grid: try #require(grid))
        #expect(frame.originX == 0 && frame.originY == 0 && frame.width == 3 && frame.height == 3)
        func map(_ ones: [(x: Int, y: Int, value: Float)]) -> Plane {
            var values = [Float](repeating: 0, count: 25)
            for one in ones { values[one.y * 5 + one.x] = one.value }
            return Plane(height: 5, width: 5, values: values)
        }
        let estimate = frame.estimate([
            // Sees rows and columns -1..<2: its upper row and left column are outside.
            (map([(0, 0, 6)]), 0, 0),
            // Sees 1..<4.
            (map([(2, 2, 2), (1, 1, 5)]), 1, 1),
        ])
        #expect(estimate.images == 2)
        #expect(estimate.map.values == [5, 0, 0, 0, 4, 0, 0, 0, 0])
    }

    /// Only the part of a wide field that some cell can see of an image is kept.
    @Test func theFrameEndsWhereNoImageReaches() throws {
        let grid = try #require(OcclusionGrid(height: 8, width: 8, patch: 2, stride: 1))
        let axis = ReceptiveFieldAxis(size: 101, stride: 4, offset: -50)
        let frame = FieldFrame(
            ReceptiveField(vertical: axis, horizontal: axis), cellsAcross: 2, cellsDown: 2, grid: grid)
        // The first cell sees the image at 50..<58 of its field, the second at 46..<54.
        #expect(frame.originX == 46 && frame.width == 12)
        #expect(frame.originY == 46 && frame.height == 12)
    }

    /// Cells at −1, 1 and 3 that see 3 pixels of 5: the first and the last lose a row or column to the image's edges.
    @Test func edgesCutFields() throws {
        let axis = ReceptiveFieldAxis(size: 3, stride: 2, offset: -1)
        let frame = FieldFrame(
            ReceptiveField(vertical: axis, horizontal: axis), cellsAcross: 3, cellsDown: 3, grid: try #require(grid))
        #expect(frame.seen(cellX: 1, cellY: 1) == BoundingBox(x0: 0, y0: 0, x1: 3, y1: 3))
        #expect(frame.seen(cellX: 0, cellY: 1) == BoundingBox(x0: 1, y0: 0, x1: 3, y1: 3))
        #expect(frame.seen(cellX: 2, cellY: 0) == BoundingBox(x0: 0, y0: 1, x1: 2, y1: 3))
        let (middle, right) = (
            BoundingBox(x0: 1, y0: 1, x1: 2, y1: 2), BoundingBox(x0: 2, y0: 1, x1: 3, y1: 2)
        )
        for x in 0..<3 {
            for y in 0..<3 {
                // The middle ends where the first and the last cells' views do.
                #expect(frame.cuts(middle, cellX: x, cellY: y) == (x != 1 || y != 1))
                #expect(frame.cuts(right, cellX: x, cellY: y) == (x == 2 || y != 1))
            }
        }
        let all = BoundingBox(x0: 0, y0: 0, x1: 3, y1: 3)
        #expect(!frame.cuts(all, cellX: 1, cellY: 1))
    }

    /// A square that ends where every image ends holds all that was seen, and says nothing of what lies behind the edge.
    @Test func squaresThatEndAtAnEdgeAreCut() throws {
        let axis = ReceptiveFieldAxis(size: 5, stride: 1, offset: -2)
        let frame = FieldFrame(
            ReceptiveField(vertical: axis, horizontal: axis), cellsAcross: 5, cellsDown: 5, grid: try #require(grid))
        #expect(frame.seen(cellX: 3, cellY: 2) == BoundingBox(x0: 0, y0: 0, x1: 4, y1: 5))
        func square(_ x0: Int, _ x1: Int) -> BoundingBox { BoundingBox(x0: x0, y0: 1, x1: x1, y1: 1 + x1 - x0) }
        #expect(!frame.cuts(square(1, 3), cellX: 3, cellY: 2))
        #expect(frame.cuts(square(2, 4), cellX: 3, cellY: 2))
        #expect(frame.cuts(square(3, 5), cellX: 3, cellY: 2))
        #expect(!frame.cuts(square(3, 5), cellX: 2, cellY: 2))
    }

    @Test func squaresEndWithTheirMap() {
        let map = Plane(height: 2, width: 9, values: [Float](repeating: 1, count: 18))
        #expect(FieldSize(map, share: 0.5).square(in: map) == BoundingBox(x0: 0, y0: 0, x1: 5, y1: 2))
        let empty = Plane(height: 1, width: 2, values: [0, 0])
        #expect(FieldSize(empty, share: 0.5).square(in: empty) == nil)
    }

    @Test func sizeIsTheSmallestSquareThatHoldsTheShare() {
        var values = [Float](repeating: 0, count: 70)
        for y in 2..<5 { for x in 4..<7 { values[y * 10 + x] = 1 } }
        let map = Plane(height: 7, width: 10, values: values)
        let half = FieldSize(map, share: 0.5)
        #expect(half.side == 3 && half.x == 4 && half.y == 2 && half.area == 9)
        #expect(FieldSize(map, share: 4.0 / 9).side == 2)
        #expect(FieldSize(map, share: 1).side == 3)
        values[0] = 9
        let peaked = FieldSize(Plane(height: 7, width: 10, values: values), share: 0.5)
        #expect(peaked.side == 1 && peaked.x == 0 && peaked.y == 0 && peaked.area == 1)
        let empty = FieldSize(Plane(height: 2, width: 2, values: [0, 0, 0, 0]), share: 0.5)
        #expect(empty.side == 0 && empty.area == 0)
    }

    /// The whole map, where it is not square, needs a square of its longer side.
    @Test func sizeOfAnEvenMap() {
        let map = Plane(height: 4, width: 9, values: [Float](repeating: 0.5, count: 36))
        #expect(FieldSize(map, share: 1).side == 9)
        #expect(FieldSize(map, share: 0.5).side == 5)
    }
}
