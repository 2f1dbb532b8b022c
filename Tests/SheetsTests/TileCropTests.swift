import Images
import Tensors
import TestSupport
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

    /// For pictures and regions of any shape: the tile lies in the picture, its centre is the region's where there is room,
    /// and picture, mask and map are the same part.
    @Test func anyRegionOfAnyPicture() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<300 {
            let (width, height) = (Int.random(in: 1...60, using: &random), Int.random(in: 1...60, using: &random))
            let side = Int.random(in: 1...60, using: &random)
            let (x, y) = (Int.random(in: 0..<width, using: &random), Int.random(in: 0..<height, using: &random))
            let columns = x..<Int.random(in: x + 1...width, using: &random)
            let rows = y..<Int.random(in: y + 1...height, using: &random)
            let tile = crop(width: width, height: height, columns, rows, side: side)
            let box = tile.box
            #expect(box.width == min(width, side) && box.height == min(height, side))
            #expect(box.x0 >= 0 && box.y0 >= 0 && box.x1 <= width && box.y1 <= height)
            let shift = columns.lowerBound + columns.upperBound - box.x0 - box.x1
            #expect((0...1).contains(shift) || (shift < 0 && box.x0 == 0) || (shift > 0 && box.x1 == width))
            let map = Plane(
                height: height, width: width,
                values: (0..<width * height).map { Float($0 % width + 100 * ($0 / width)) })
            let part = tile.part(of: map)
            for row in 0..<box.height {
                for column in 0..<box.width {
                    let (x, y) = (box.x0 + column, box.y0 + row)
                    let place = 3 * (row * box.width + column)
                    #expect(Array(tile.raster.pixels[place..<place + 2]) == [UInt8(x), UInt8(y)])
                    #expect(tile.mask[x: column, y: row] == (columns.contains(x) && rows.contains(y)))
                    #expect(part[x: column, y: row] == Float(x + 100 * y))
                }
            }
        }
    }

    @Test func squaresStayAsTheyAre() {
        let tile = crop(width: 40, height: 40, 1..<3, 1..<3, side: 40)
        #expect(tile.raster.pixels[3 * 41] == 1 && tile.mask.area == 4)
        // Nothing to look at: the middle.
        let none = crop(width: 60, height: 40, 0..<0, 0..<0, side: 40)
        #expect(none.raster.width == 40 && none.raster.pixels[0] == 10)
    }
}
