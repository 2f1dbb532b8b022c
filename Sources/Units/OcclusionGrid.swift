/// Where a square patch is laid over an image: every `stride` pixels from the first row and column on, as far as it fits.
///
/// A patch of 11 pixels every 3 pixels (Zhou et al., ICLR 2015, §3.2) makes 72×72 places on 224×224 pixels.
public struct OcclusionGrid: Sendable, Equatable, Codable {
    /// Of the network's input, in pixels.
    public let height: Int
    public let width: Int
    /// Side of the patch, in pixels.
    public let patch: Int
    /// Pixels from a place to the next, at most the patch's side, so that places leave no gaps.
    public let stride: Int

    /// nil where the patch is larger than the image, or steps over pixels.
    public init?(height: Int, width: Int, patch: Int, stride: Int) {
        guard patch > 0, patch <= min(height, width), stride > 0, stride <= patch else { return nil }
        (self.height, self.width, self.patch, self.stride) = (height, width, patch, stride)
    }

    /// Places one below the other, and side by side.
    public var rows: Int { (height - patch) / stride + 1 }
    public var columns: Int { (width - patch) / stride + 1 }
    /// Places in all, row-major.
    public var count: Int { rows * columns }

    /// The pixels that the patch at a place covers.
    public func box(_ place: Int) -> BoundingBox {
        let (x, y) = (place % columns * stride, place / columns * stride)
        return BoundingBox(x0: x, y0: y, x1: x + patch, y1: y + patch)
    }

    /// Rows and columns of pixels that some place covers, from the first on; what is left at the far edges is narrower
    /// than a stride.
    public var coveredHeight: Int { (rows - 1) * stride + patch }
    public var coveredWidth: Int { (columns - 1) * stride + patch }

    /// Whether the patch at a place covers a pixel that a cell sees: where it does not, the cell cannot change.
    public func touches(_ place: Int, cellX: Int, cellY: Int, of field: ReceptiveField) -> Bool {
        let box = box(place)
        let (x, y) = (field.horizontal.start(cellX), field.vertical.start(cellY))
        return box.x0 < x + field.horizontal.size && x < box.x1 && box.y0 < y + field.vertical.size && y < box.y1
    }
}
