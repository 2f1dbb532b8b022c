/// A part of an image: true where a pixel belongs to it.
public struct Mask: Sendable, Equatable {
    public let width: Int
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

    public subscript(x x: Int, y y: Int) -> Bool { pixels[y * width + x] }

    /// Pixels that belong to it.
    public var area: Int { pixels.count { $0 } }

    /// With the pixels that share a side with it.
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

    /// The smallest box around it; nil when it is empty.
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
