/// A rectangle of an image's pixels, half-open: columns x0..<x1, rows y0..<y1.
public struct BoundingBox: Sendable, Equatable, Hashable, Codable {
    /// The left edge.
    public let x0: Int
    /// The top edge.
    public let y0: Int
    /// The right edge, exclusive.
    public let x1: Int
    /// The bottom edge, exclusive.
    public let y1: Int

    /// - Precondition: `x0 <= x1` and `y0 <= y1`.
    public init(x0: Int, y0: Int, x1: Int, y1: Int) {
        precondition(x0 <= x1 && y0 <= y1, "no box from \(x0), \(y0) to \(x1), \(y1)")
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }

    /// The width.
    public var width: Int { x1 - x0 }
    /// The height.
    public var height: Int { y1 - y0 }
    /// In pixels.
    public var area: Int { width * height }

    /// Returns the box of `side`×`side` pixels, or of all columns or rows where there are fewer, whose centre is as close to
    /// this box's centre as a picture of `width`×`height` pixels allows.
    package func square(side: Int, width: Int, height: Int) -> BoundingBox {
        func start(_ low: Int, _ high: Int, _ extent: Int, _ length: Int) -> Int {
            min(max(0, (low + high - length) / 2), extent - length)
        }
        let (across, down) = (min(width, side), min(height, side))
        let (x, y) = (start(x0, x1, width, across), start(y0, y1, height, down))
        return BoundingBox(x0: x, y0: y, x1: x + across, y1: y + down)
    }

    /// Returns the values of the pixels in the box, from the values [height, `width`, `channels`] of a picture.
    ///
    /// - Precondition: The box lies within the picture.
    package func part<Value>(of values: [Value], width: Int, channels: Int = 1) -> [Value] {
        (y0..<y1).flatMap { y in values[channels * (y * width + x0)..<channels * (y * width + x1)] }
    }

    /// The number of pixels in both boxes.
    package func intersectionArea(_ other: BoundingBox) -> Int {
        max(0, min(x1, other.x1) - max(x0, other.x0)) * max(0, min(y1, other.y1) - max(y0, other.y0))
    }

    /// Returns the pixels of the intersection over the pixels of the union; 0 if the union is empty.
    ///
    /// - Parameter inclusive: Whether the last pixel belongs to a box, as ILSVRC's evaluation counts.
    public func intersectionOverUnion(_ other: BoundingBox, inclusive: Bool = false) -> Double {
        ObjectBox(self).intersectionOverUnion(ObjectBox(other), inclusive: inclusive)
    }
}
