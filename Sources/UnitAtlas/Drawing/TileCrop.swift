import Images
import Units

/// The part of a picture that a tile shows: the square around the middle of what a unit looks at, so that tiles of
/// photographs of any shape stand in straight rows. What lies beyond its ends is not shown.
struct TileCrop {
    let raster: Raster
    let mask: Mask

    /// - Parameters:
    ///   - raster: The picture, its shorter side `side`, or less for a panorama.
    ///   - mask: What the unit looks at, of the same size.
    ///   - side: A tile's.
    init(_ raster: Raster, _ mask: Mask, side: Int) {
        let box = mask.boundingBox ?? BoundingBox(x0: 0, y0: 0, x1: raster.width, y1: raster.height)
        let columns = Self.range(box.x0 + box.x1, of: raster.width, side: side)
        let rows = Self.range(box.y0 + box.y1, of: raster.height, side: side)
        var pixels: [UInt8] = []
        var inside: [Bool] = []
        for y in rows {
            let start = y * raster.width + columns.lowerBound
            pixels += raster.pixels[3 * start..<3 * (start + columns.count)]
            inside += mask.pixels[start..<start + columns.count]
        }
        self.raster = Raster(width: columns.count, height: rows.count, pixels: pixels)
        self.mask = Mask(width: columns.count, height: rows.count, pixels: inside)
    }

    /// `side` pixels around half of `ends`, or as many as there are.
    private static func range(_ ends: Int, of extent: Int, side: Int) -> Range<Int> {
        let length = min(extent, side)
        let start = min(max(0, (ends - length) / 2), extent - length)
        return start..<start + length
    }
}
