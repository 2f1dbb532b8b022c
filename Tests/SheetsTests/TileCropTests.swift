import Images
import Testing
import Units

@testable import Sheets

struct TileCropTests {
    /// A picture whose red is the column and whose green is the row, and a region in it.
    private func crop(width: Int, height: Int, _ columns: Range<Int>, _ rows: Range<Int>, side: Int) -> TileCrop {
        var pixels: [UInt8] = []
        var inside: [Bool] = []
        for y in 0..<height {
            for x in 0..<width {
                pixels += [UInt8(x), UInt8(y), 0]
                inside.append(columns.contains(x) && rows.contains(y))
            }
        }
        return TileCrop(
            Raster(width: width, height: height, pixels: pixels), Mask(width: width, height: height, pixels: inside),
            side: side)
    }

    @Test func aSquareAroundTheRegion() {
        let tile = crop(width: 90, height: 40, 50..<60, 5..<15, side: 40)
        #expect(tile.raster.width == 40 && tile.raster.height == 40)
        // 55 is the region's middle: columns 35 to 74.
        #expect(Array(tile.raster.pixels.prefix(3)) == [35, 0, 0])
        #expect(tile.mask.boundingBox == BoundingBox(x0: 15, y0: 5, x1: 25, y1: 15))
    }

    @Test func itStaysInsideThePicture() {
        let tile = crop(width: 40, height: 100, 5..<15, 92..<100, side: 40)
        #expect(Array(tile.raster.pixels.prefix(3)) == [0, 60, 0])
        #expect(tile.mask.boundingBox == BoundingBox(x0: 5, y0: 32, x1: 15, y1: 40))
    }

    /// A region longer than the square is shown by its middle.
    @Test func aLongRegionIsCut() {
        let tile = crop(width: 120, height: 40, 10..<90, 0..<40, side: 40)
        #expect(tile.raster.width == 40 && tile.raster.height == 40)
        #expect(Array(tile.raster.pixels.prefix(3)) == [30, 0, 0])
        #expect(tile.mask.area == 40 * 40)
    }

    @Test func squaresStayAsTheyAre() {
        let tile = crop(width: 40, height: 40, 1..<3, 1..<3, side: 40)
        #expect(tile.raster.pixels[3 * 41] == 1 && tile.mask.area == 4)
        // Nothing to look at: the middle.
        let none = crop(width: 60, height: 40, 0..<0, 0..<0, side: 40)
        #expect(none.raster.width == 40 && none.raster.pixels[0] == 10)
    }
}
