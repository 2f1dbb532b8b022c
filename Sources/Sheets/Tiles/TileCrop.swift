package import Images
package import Tensors
package import Units

/// The square part of a picture that a tile shows, around the middle of a region, so that tiles of pictures of any shape
/// stand in straight rows. Parts of the region beyond the square are not shown.
package struct TileCrop {
    /// The part of the picture, at most `side`×`side` pixels.
    package let raster: Raster
    /// The same part of the mask.
    package let mask: Mask
    private let columns: Range<Int>
    private let rows: Range<Int>

    /// Cuts the square out of a picture.
    ///
    /// - Parameters:
    ///   - raster: The picture. Its shorter side is `side`, or less for a panorama.
    ///   - mask: The region, of the same size.
    ///   - side: The side of a tile, in pixels.
    package init(_ raster: Raster, _ mask: Mask, side: Int) {
        let box = mask.boundingBox ?? BoundingBox(x0: 0, y0: 0, x1: raster.width, y1: raster.height)
        columns = Self.range(box.x0 + box.x1, of: raster.width, side: side)
        rows = Self.range(box.y0 + box.y1, of: raster.height, side: side)
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

    /// The same part of a map of the picture's size.
    package func part(of map: Plane) -> Plane {
        let values = rows.flatMap { row in
            map.values[row * map.width + columns.lowerBound..<row * map.width + columns.upperBound]
        }
        return Plane(height: rows.count, width: columns.count, values: values)
    }

    /// The square around a region, a tenth wider than its longer side and at least a sixth of the picture, as a tile.
    package static func enlarged(_ raster: Raster, _ mask: Mask, side: Int) -> Raster {
        let box = mask.boundingBox ?? BoundingBox(x0: 0, y0: 0, x1: raster.width, y1: raster.height)
        let shorter = min(raster.width, raster.height)
        let wanted = max(Int(1.1 * Double(max(box.width, box.height))), shorter / 6)
        let length = min(wanted, shorter)
        let columns = range(box.x0 + box.x1, of: raster.width, side: length)
        let rows = range(box.y0 + box.y1, of: raster.height, side: length)
        let part = ResamplingBox(
            x0: Double(columns.lowerBound), y0: Double(rows.lowerBound), x1: Double(columns.upperBound),
            y1: Double(rows.upperBound))
        return raster.resized(width: side, height: side, filter: .bilinear, box: part)
    }

    /// `side` pixels around half of `ends`, or all of `extent` where that is less.
    private static func range(_ ends: Int, of extent: Int, side: Int) -> Range<Int> {
        let length = min(extent, side)
        let start = min(max(0, (ends - length) / 2), extent - length)
        return start..<start + length
    }
}
