package import Tensors
package import Units

/// A unit's receptive field, estimated by occluding parts of its strongest images (Zhou et al., ICLR 2015, §3.2).
///
/// The map is the mean over images of how much occluding a pixel lowers the unit's peak, with images aligned at the
/// theoretical receptive field of their peak cells. Pixels that few images reach are means of few.
package struct EstimatedField: Sendable, Equatable {
    /// [height, width]
    package let map: Plane
    /// The offset of the map's first pixel from the theoretical field's first pixel; may be negative.
    package let originX: Int
    package let originY: Int
    /// The number of images averaged.
    package let images: Int
}

/// The frame of a layer's estimated fields: the part of the theoretical field that some cell sees inside the image.
package struct FieldFrame: Sendable, Equatable {
    package let originX: Int
    package let originY: Int
    package let width: Int
    package let height: Int
    private let field: ReceptiveField
    /// The extent of an image that patches cover.
    private let coveredWidth: Int
    private let coveredHeight: Int

    /// - Parameters:
    ///   - field: The theoretical receptive field of the layer's cells.
    ///   - grid: The patch positions on the network's input.
    package init(_ field: ReceptiveField, cellsAcross: Int, cellsDown: Int, grid: OcclusionGrid) {
        func range(_ axis: ReceptiveFieldAxis, _ cells: Int, _ pixels: Int) -> (origin: Int, extent: Int) {
            let first = max(0, -axis.start(cells - 1))
            let last = min(axis.size, pixels - axis.start(0))
            return (first, max(1, last - first))
        }
        (originX, width) = range(field.horizontal, cellsAcross, grid.coveredWidth)
        (originY, height) = range(field.vertical, cellsDown, grid.coveredHeight)
        self.field = field
        (coveredWidth, coveredHeight) = (grid.coveredWidth, grid.coveredHeight)
    }

    /// Returns the part of the frame, in its own pixels, that lies inside an image whose peak is at a cell.
    package func seen(cellX: Int, cellY: Int) -> BoundingBox {
        let left = field.horizontal.start(cellX) + originX
        let top = field.vertical.start(cellY) + originY
        let (x0, y0) = (min(width, max(0, -left)), min(height, max(0, -top)))
        return BoundingBox(
            x0: x0, y0: y0, x1: max(x0, min(width, coveredWidth - left)), y1: max(y0, min(height, coveredHeight - top)))
    }

    /// Returns whether an image's edge cuts off a part of the frame: the part reaches an edge beyond which the frame
    /// continues, so that it might be larger.
    package func cuts(_ part: BoundingBox, cellX: Int, cellY: Int) -> Bool {
        let seen = seen(cellX: cellX, cellY: cellY)
        return (seen.x0 > 0 && part.x0 <= seen.x0) || (seen.y0 > 0 && part.y0 <= seen.y0)
            || (seen.x1 < width && part.x1 >= seen.x1) || (seen.y1 < height && part.y1 >= seen.y1)
    }

    /// Returns the mean of discrepancy maps, given with the peak cells that they belong to.
    package func estimate(_ maps: [(map: Plane, cellX: Int, cellY: Int)]) -> EstimatedField {
        var sums = [Double](repeating: 0, count: width * height)
        var counts = [Int](repeating: 0, count: width * height)
        for entry in maps {
            let seen = seen(cellX: entry.cellX, cellY: entry.cellY)
            // The position of the frame's first pixel in the image.
            let left = field.horizontal.start(entry.cellX) + originX
            let top = field.vertical.start(entry.cellY) + originY
            for y in seen.y0..<seen.y1 {
                let (target, source) = (y * width, (y + top) * entry.map.width + left)
                for x in seen.x0..<seen.x1 {
                    sums[target + x] += Double(entry.map.values[source + x])
                    counts[target + x] += 1
                }
            }
        }
        let values = zip(sums, counts).map { $1 > 0 ? Float($0 / Double($1)) : 0 }
        return EstimatedField(
            map: Plane(height: height, width: width, values: values), originX: originX, originY: originY,
            images: maps.count)
    }
}
