import Tensors

/// A bounding box of an object in an image: columns x0 to x1 and rows y0 to y1 in pixels, with the origin at the outer
/// corner of the first pixel. Coordinates may be fractional.
public struct ObjectBox: Sendable, Equatable, Codable {
    /// The left edge.
    public let x0: Double
    /// The top edge.
    public let y0: Double
    /// The right edge, exclusive.
    public let x1: Double
    /// The bottom edge, exclusive.
    public let y1: Double

    /// - Precondition: `x0 <= x1` and `y0 <= y1`.
    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
        precondition(x0 <= x1 && y0 <= y1, "no box from \(x0), \(y0) to \(x1), \(y1)")
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }

    /// The same rectangle as a box of whole pixels.
    public init(_ box: BoundingBox) {
        self.init(x0: Double(box.x0), y0: Double(box.y0), x1: Double(box.x1), y1: Double(box.y1))
    }

    /// The width.
    public var width: Double { x1 - x0 }
    /// The height.
    public var height: Double { y1 - y0 }

    /// Returns the part of the box inside an image of this size; a box without area at the border if there is none.
    public func cut(width: Double, height: Double) -> ObjectBox {
        ObjectBox(
            x0: min(max(x0, 0), width), y0: min(max(y0, 0), height), x1: min(max(x1, 0), width),
            y1: min(max(y1, 0), height))
    }

    /// Returns the box rounded to whole pixels and clipped to an image of this size.
    package func pixels(width: Int, height: Int) -> BoundingBox {
        func clipped(_ value: Double, _ end: Int) -> Int { min(max(0, Int(rounding: value)), end) }
        let (left, top) = (clipped(x0, width), clipped(y0, height))
        return BoundingBox(
            x0: left, y0: top, x1: max(left, clipped(x1, width)), y1: max(top, clipped(y1, height)))
    }

    /// Returns the area of the intersection over the area of the union; 0 if the union is empty.
    ///
    /// - Parameter inclusive: Whether the last pixel belongs to a box, as ILSVRC's evaluation counts: each side is then one
    ///   pixel longer.
    public func intersectionOverUnion(_ other: ObjectBox, inclusive: Bool = false) -> Double {
        let end: Double = inclusive ? 1 : 0
        let intersection =
            max(0, min(x1, other.x1) - max(x0, other.x0) + end) * max(0, min(y1, other.y1) - max(y0, other.y0) + end)
        func area(_ box: ObjectBox) -> Double { (box.width + end) * (box.height + end) }
        let union = area(self) + area(other) - intersection
        return union > 0 ? intersection / union : 0
    }
}
