/// A region of an image: true where a pixel belongs to it.
public struct Mask: Sendable, Equatable {
    /// The width, in pixels.
    public let width: Int
    /// The height, in pixels.
    public let height: Int
    /// [height, width], row-major.
    public let pixels: [Bool]

    /// - Precondition: `pixels.count == width * height`.
    public init(width: Int, height: Int, pixels: [Bool]) {
        precondition(pixels.count == width * height, "\(pixels.count) pixels for a mask of \(width)×\(height)")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// Whether the pixel in column `x` of row `y` is set.
    public subscript(x x: Int, y y: Int) -> Bool { pixels[y * width + x] }

    /// The number of pixels in the mask.
    public var area: Int { pixels.count { $0 } }

    /// The mask dilated by one pixel in each of the four directions.
    public var grown: Mask {
        var grown = pixels
        let inside = pixels.span
        var target = grown.mutableSpan
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                guard !inside[index] else { continue }
                target[index] =
                    (x > 0 && inside[index - 1]) || (x + 1 < width && inside[index + 1])
                    || (y > 0 && inside[index - width]) || (y + 1 < height && inside[index + width])
            }
        }
        return Mask(width: width, height: height, pixels: grown)
    }

    /// Returns the mask at another size: each pixel takes the value at its centre.
    ///
    /// - Precondition: Neither size is zero.
    package func resized(width: Int, height: Int) -> Mask {
        let columns = (0..<width).map { (2 * $0 + 1) * self.width / (2 * width) }
        let pixels = (0..<height).flatMap { row in
            let y = (2 * row + 1) * self.height / (2 * height)
            return columns.map { self[x: $0, y: y] }
        }
        return Mask(width: width, height: height, pixels: pixels)
    }

    /// Returns the pixels of the intersection over the pixels of the union; 0 if both masks are empty.
    ///
    /// - Precondition: both masks have the same size.
    public func intersectionOverUnion(_ other: Mask) -> Double {
        precondition(width == other.width && height == other.height, "masks of different sizes")
        let (a, b) = (pixels.span, other.pixels.span)
        var (intersection, union) = (0, 0)
        for index in a.indices {
            if a[index] && b[index] { intersection += 1 }
            if a[index] || b[index] { union += 1 }
        }
        return Mask.intersectionOverUnion(intersection, union)
    }

    /// The ratio of two pixel counts; 0 if the union is empty.
    package static func intersectionOverUnion(_ intersection: Int, _ union: Int) -> Double {
        union > 0 ? Double(intersection) / Double(union) : 0
    }

    /// The smallest box around the mask; nil if the mask is empty.
    public var boundingBox: BoundingBox? {
        var (x0, y0, x1, y1) = (width, height, 0, 0)
        for y in 0..<height {
            for x in 0..<width where pixels[y * width + x] {
                (x0, y0) = (min(x0, x), min(y0, y))
                (x1, y1) = (max(x1, x + 1), max(y1, y + 1))
            }
        }
        return x1 > x0 ? BoundingBox(x0: x0, y0: y0, x1: x1, y1: y1) : nil
    }
}
