import Analyses
import Images
import Store
import Tensors
import TestSupport
import Testing
import Units

@testable import Sheets
@testable import UnitAtlas

/// Tiles of one picture whose red grows with the column and whose green grows with the row, by 10 a pixel.
struct TileRendererTests {
    private static let side = 8

    private func picture(width: Int, height: Int) -> Raster {
        let pixels = (0..<width * height).flatMap { index -> [UInt8] in
            [UInt8(10 * (index % width)), UInt8(10 * (index / width)), 40]
        }
        return Raster(width: width, height: height, pixels: pixels)
    }

    /// A tile of a map of 2×2 cells, whose region is where the map is at least half of its maximum.
    private func tile(
        _ kind: TileKind, _ map: [Float], picture: Result<Raster, MissingPicture>, drawsMaps: Bool = false
    ) throws -> TileRenderer.Tile {
        let contents = AtlasContents(map: (height: 2, width: 2))
        let renderer = TileRenderer(
            kind: kind, side: Self.side,
            regions: UnitRegions(
                contents.header, segmenter: Segmenter(.threshold(fraction: 0.5, of: .image))),
            drawsMaps: drawsMaps)
        let activation = TopActivation(
            path: "a.png", maximum: map.max() ?? 0, mean: 1, cellX: 0, cellY: 0,
            map: Plane(height: 2, width: 2, values: map))
        let plan = TilePlan(
            image: ImageRecord(
                path: "a.png", width: 8, height: 8, bytes: 1, modified: 1, label: nil, status: .indexed),
            activation: activation, caption: .prediction("cat"), isOwnClass: true)
        let unit = UnitRecord(
            unit: UnitID(0), mean: 0, deviation: 0, maximum: 8, activeFraction: 1, threshold: 1)
        return try renderer.tile(plan, of: unit, picture: picture)
    }

    private func pixel(_ raster: Raster, _ x: Int, _ y: Int) -> [UInt8] {
        let start = 3 * (y * raster.width + x)
        return Array(raster.pixels[start..<start + 3])
    }

    private func bytes(_ color: Color) -> [UInt8] { [color.red, color.green, color.blue] }

    /// The left cells are active: on 8 pixels the map falls from 4 at column 1 to 0 at column 6, and is 2 at the middle.
    @Test func aSegmentIsBrightInsideItsOutline() throws {
        let made = try tile(.segment, [4, 0, 4, 0], picture: .success(picture(width: 8, height: 8)))
        #expect(made.rule == .method && made.missing == nil)
        #expect(made.tile.caption == "cat?" && made.tile.isOwnClass)
        guard case .image(let raster, let mask) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(raster == picture(width: 8, height: 8))
        #expect(mask.pixels == (0..<64).map { $0 % 8 < 4 })
        let drawn = try #require(made.tile.raster)
        for y in 0..<8 {
            for x in 0..<4 { #expect(pixel(drawn, x, y) == [UInt8(10 * x), UInt8(10 * y), 40]) }
            #expect(pixel(drawn, 4, y) == bytes(SheetStyle.outline))
            #expect(pixel(drawn, 5, y) == bytes(SheetStyle.outlineShade))
            for x in 6..<8 {
                let dimmed = [10 * x, 10 * y, 40].map { UInt8(Double($0) * SheetStyle.dimming) }
                #expect(pixel(drawn, x, y) == dimmed)
            }
        }
    }

    /// A picture twice as wide as the tile is cut to the square around the region, here its right half.
    @Test func theRegionIsInTheSquare() throws {
        let made = try tile(.segment, [0, 4, 0, 4], picture: .success(picture(width: 16, height: 8)))
        guard case .image(let raster, let mask) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(raster.width == 8 && raster.height == 8)
        #expect(pixel(raster, 0, 0) == [80, 0, 40] && pixel(raster, 7, 7) == [150, 70, 40])
        #expect(mask.pixels.allSatisfy { $0 })
    }

    /// The box of the left half, moved in by the two pixels of its outline.
    @Test func aBoxLeavesThePictureBright() throws {
        let made = try tile(.box, [4, 0, 4, 0], picture: .success(picture(width: 8, height: 8)))
        guard case .boxed(_, let box) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(box == BoundingBox(x0: 0, y0: 0, x1: 4, y1: 8))
        let drawn = try #require(made.tile.raster)
        #expect(pixel(drawn, 2, 2) == [20, 20, 40] && pixel(drawn, 3, 5) == [30, 50, 40])
        for (x, y) in [(1, 3), (4, 3), (2, 1), (3, 6)] { #expect(pixel(drawn, x, y) == bytes(SheetStyle.outline)) }
        for (x, y) in [(0, 3), (5, 3), (2, 0), (3, 7)] { #expect(pixel(drawn, x, y) == bytes(SheetStyle.outlineShade)) }
        #expect(pixel(drawn, 6, 3) == [60, 30, 40] && pixel(drawn, 7, 7) == [70, 70, 40])
    }

    /// Colours run from 0 to the unit's maximum, 8, over the grey picture.
    @Test func heatIsTheMapOverTheGreyPicture() throws {
        let made = try tile(.heat, [4, 0, 4, 0], picture: .success(picture(width: 8, height: 8)))
        guard case .heat(_, let map, let maximum) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(maximum == 8)
        #expect(map.values == (0..<8).flatMap { _ in [4, 4, 3.5, 2.5, 1.5, 0.5, 0, 0] as [Float] })
        let drawn = try #require(made.tile.raster)
        // The grey of (70, 30, 40) is 43; at 0 the colour has its least opacity.
        let (grey, share) = (Float(43), SheetStyle.leastHeat)
        let light = 0.3 + 0.85 * grey / 255
        let lowest = bytes(ColorMap.uniform.color(at: 0)).map {
            UInt8((grey * (1 - share) + Float($0) * light * share).rounded())
        }
        #expect(pixel(drawn, 7, 3) == lowest)
        #expect(pixel(drawn, 0, 3) != pixel(drawn, 7, 3))
    }

    /// Of a picture of 16×16 pixels with one active cell the upper left quarter, which is the tile's size.
    @Test func aCropIsTheRegionAlone() throws {
        let made = try tile(.crop, [4, 0, 0, 0], picture: .success(picture(width: 16, height: 16)))
        guard case .plain(let raster) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(raster == picture(width: 8, height: 8))
    }

    @Test func aMissingPictureIsNamed() throws {
        let missing = MissingPicture(image: "a.png", reason: .changed)
        let made = try tile(.segment, [4, 0, 4, 0], picture: .failure(missing))
        #expect(made.missing == missing && made.rule == nil && made.tile.raster == nil)
        guard case .missing(let reason) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(reason == "changed")
    }

    /// In an atlas of imported activations the map stands in for the picture.
    @Test func aMapStandsInForAPicture() throws {
        let missing = MissingPicture(image: "a.png", reason: .missing)
        let made = try tile(.heat, [4, 0, 4, 0], picture: .failure(missing), drawsMaps: true)
        #expect(made.missing == nil && made.rule == .method)
        guard case .image(let raster, let mask) = made.tile.picture else {
            Issue.record("\(made.tile.picture)")
            return
        }
        #expect(raster.width == 8 && raster.height == 8)
        #expect(pixel(raster, 0, 0) == bytes(ColorMap.uniform.color(at: 1)))
        #expect(pixel(raster, 7, 7) == bytes(ColorMap.uniform.color(at: 0)))
        #expect(mask.pixels == (0..<64).map { $0 % 8 < 4 })
    }
}
