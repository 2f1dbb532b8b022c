/// The positions of a square occluding patch on an image: every `stride` pixels, as far as it fits.
///
/// A patch of 11 pixels every 3 pixels (Zhou et al., ICLR 2015, §3.2) has 72×72 positions on 224×224 pixels.
package struct OcclusionGrid: Sendable, Equatable, Codable {
    /// The size of the network's input in pixels.
    package let height: Int
    package let width: Int
    /// The side of the patch in pixels.
    package let patch: Int
    /// The step between positions in pixels, at most the patch's side so that there are no gaps.
    package let stride: Int

    /// nil if the patch is larger than the image or the stride larger than the patch.
    package init?(height: Int, width: Int, patch: Int, stride: Int) {
        guard patch > 0, patch <= min(height, width), stride > 0, stride <= patch else { return nil }
        (self.height, self.width, self.patch, self.stride) = (height, width, patch, stride)
    }

    /// The number of positions down and across.
    package var rows: Int { (height - patch) / stride + 1 }
    package var columns: Int { (width - patch) / stride + 1 }
    /// The number of positions, numbered row-major.
    package var count: Int { rows * columns }

    /// Returns the pixels that the patch covers at a position.
    package func box(_ place: Int) -> BoundingBox {
        let (x, y) = (place % columns * stride, place / columns * stride)
        return BoundingBox(x0: x, y0: y, x1: x + patch, y1: y + patch)
    }

    /// The extent of pixels covered by some position, from the first on; the rest at the far edges is narrower than a
    /// stride.
    package var coveredHeight: Int { (rows - 1) * stride + patch }
    package var coveredWidth: Int { (columns - 1) * stride + patch }

    /// Returns whether the patch at a position covers a pixel in a cell's receptive field; otherwise the cell cannot
    /// change.
    package func touches(_ place: Int, cellX: Int, cellY: Int, of field: ReceptiveField) -> Bool {
        let box = box(place)
        let (x, y) = (field.horizontal.start(cellX), field.vertical.start(cellY))
        return box.x0 < x + field.horizontal.size && x < box.x1 && box.y0 < y + field.vertical.size && y < box.y1
    }
}
