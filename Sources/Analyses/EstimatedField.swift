public import Tensors
public import Units

/// A unit's receptive field as covering parts of its best images shows it (Zhou et al., ICLR 2015, §3.2).
///
/// The map is the mean over images of how much covering a pixel takes from the unit's peak, each image moved so that the
/// theoretical field of its peak's cell lies in the same place. Pixels that few images reach are means of few.
public struct EstimatedField: Sendable, Equatable {
    /// [height, width]
    public let map: Plane
    /// Where the map's first pixel lies from the theoretical field's first pixel; negative when it begins before it.
    public let originX: Int
    public let originY: Int
    /// Images that it is the mean of.
    public let images: Int
}

/// Where estimated fields of one layer lie: the part of the theoretical field that any cell can see of an image.
public struct FieldFrame: Sendable, Equatable {
    public let originX: Int
    public let originY: Int
    public let width: Int
    public let height: Int
    private let field: ReceptiveField
    /// Pixels of an image that patches cover.
    private let coveredWidth: Int
    private let coveredHeight: Int

    /// - Parameters:
    ///   - field: Theoretical, of the layer's cells.
    ///   - grid: On the network's input.
    public init(_ field: ReceptiveField, cellsAcross: Int, cellsDown: Int, grid: OcclusionGrid) {
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

    /// The part of the frame, in its own pixels, that patches cover in an image whose peak lies at a cell: the image's edges
    /// cut off the rest.
    public func seen(cellX: Int, cellY: Int) -> BoundingBox {
        let left = field.horizontal.start(cellX) + originX
        let top = field.vertical.start(cellY) + originY
        let (x0, y0) = (min(width, max(0, -left)), min(height, max(0, -top)))
        return BoundingBox(
            x0: x0, y0: y0, x1: max(x0, min(width, coveredWidth - left)), y1: max(y0, min(height, coveredHeight - top)))
    }

    /// Whether a part of the frame reaches an edge of an image whose peak lies at a cell, beyond which the frame goes on.
    ///
    /// To end at the edge is to be cut: what lies behind it was not seen.
    public func cuts(_ part: BoundingBox, cellX: Int, cellY: Int) -> Bool {
        let seen = seen(cellX: cellX, cellY: cellY)
        return (seen.x0 > 0 && part.x0 <= seen.x0) || (seen.y0 > 0 && part.y0 <= seen.y0)
            || (seen.x1 < width && part.x1 >= seen.x1) || (seen.y1 < height && part.y1 >= seen.y1)
    }

    /// The mean of discrepancy maps, each with the cell that it is of, in their order.
    public func estimate(_ maps: [(map: Plane, cellX: Int, cellY: Int)]) -> EstimatedField {
        var sums = [Double](repeating: 0, count: width * height)
        var counts = [Int](repeating: 0, count: width * height)
        for entry in maps {
            let seen = seen(cellX: entry.cellX, cellY: entry.cellY)
            // Where the frame's first pixel lies in the image.
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
