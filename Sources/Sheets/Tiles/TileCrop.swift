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
    /// The part's position in the picture.
    package let box: BoundingBox

    /// Cuts the square out of a picture.
    ///
    /// - Parameters:
    ///   - raster: The picture. Its shorter side is `side`, or less for a panorama.
    ///   - mask: The region, of the same size.
    ///   - side: The side of a tile, in pixels.
    package init(_ raster: Raster, _ mask: Mask, side: Int) {
        box = Self.region(raster, mask).square(side: side, width: raster.width, height: raster.height)
        let pixels = box.part(of: raster.pixels, width: raster.width, channels: 3)
        self.raster = Raster(width: box.width, height: box.height, pixels: pixels)
        self.mask = Mask(width: box.width, height: box.height, pixels: box.part(of: mask.pixels, width: mask.width))
    }

    /// Returns the same part of a map of the picture's size.
    package func part(of map: Plane) -> Plane {
        Plane(height: box.height, width: box.width, values: box.part(of: map.values, width: map.width))
    }

    /// Returns a tile of `side`×`side` pixels with the square around a region: a tenth wider than the region's longer side,
    /// at least a sixth of the picture's shorter side, and at most all of it.
    package static func enlarged(_ raster: Raster, _ mask: Mask, side: Int) -> Raster {
        let region = region(raster, mask)
        let shorter = min(raster.width, raster.height)
        let wanted = max(11 * max(region.width, region.height) / 10, shorter / 6)
        let square = region.square(side: min(wanted, shorter), width: raster.width, height: raster.height)
        let part = ResamplingBox(
            x0: Double(square.x0), y0: Double(square.y0), x1: Double(square.x1), y1: Double(square.y1))
        return raster.resized(width: side, height: side, filter: .bilinear, box: part)
    }

    /// The box around a mask; the whole picture for an empty mask.
    private static func region(_ raster: Raster, _ mask: Mask) -> BoundingBox {
        mask.boundingBox ?? BoundingBox(x0: 0, y0: 0, x1: raster.width, y1: raster.height)
    }
}
