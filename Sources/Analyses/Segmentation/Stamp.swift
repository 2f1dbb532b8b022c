import Tensors
package import Units

/// A shape of input pixels that is stamped at the centres of cells.
package enum Stamp: Sendable, Equatable {
    /// A disc around the centre.
    case disc(diameter: Double)
    /// A mask whose centre is (x, y) from the outer corner of its first pixel.
    case region(Mask, centerX: Double, centerY: Double)

    /// The largest extent from the centre, in input pixels.
    var reach: Double {
        switch self {
        case .disc(let diameter): diameter / 2
        case .region(let mask, let x, let y):
            max(max(x, Double(mask.width) - x), max(y, Double(mask.height) - y))
        }
    }

    /// Returns whether the shape covers the point (dx, dy) from its centre, in input pixels.
    func covers(_ dx: Double, _ dy: Double) -> Bool {
        switch self {
        case .disc(let diameter): return dx * dx + dy * dy <= diameter * diameter / 4
        case .region(let mask, let centerX, let centerY):
            let (x, y) = ((centerX + dx).rounded(.down), (centerY + dy).rounded(.down))
            guard x >= 0, y >= 0, x < Double(mask.width), y < Double(mask.height) else { return false }
            return mask[x: Int(x), y: Int(y)]
        }
    }
}

extension MapEnlargement {
    /// Returns the union of stamps at all cells that reach `level`, at the picture's size. A pixel is covered if its
    /// centre is.
    func stamped(_ stamp: Stamp, at map: Plane, level: Float) -> Mask {
        let (across, down) = (horizontalSection, verticalSection)
        var pixels = [Bool](repeating: false, count: across.pixels * down.pixels)
        let reach = stamp.reach
        for row in 0..<map.height {
            for column in 0..<map.width where map[x: column, y: row] >= level {
                let (x, y) = (horizontalCenters.place(column), verticalCenters.place(row))
                for pixelY in down.pixels(from: y - reach, to: y + reach) {
                    for pixelX in across.pixels(from: x - reach, to: x + reach) {
                        let index = pixelY * across.pixels + pixelX
                        if !pixels[index], stamp.covers(across.place(pixelX) - x, down.place(pixelY) - y) {
                            pixels[index] = true
                        }
                    }
                }
            }
        }
        return Mask(width: across.pixels, height: down.pixels, pixels: pixels)
    }
}

extension MapEnlargement.Centers {
    /// Returns the centre of a cell in input pixels.
    func place(_ cell: Int) -> Double { first + Double(cell) * step }
}

extension MapEnlargement.InputSection {
    /// Returns the centre of a pixel in input pixels.
    func place(_ pixel: Int) -> Double { start + (Double(pixel) + 0.5) * scale }

    /// Returns the pixels between two positions of the input, clipped to the picture.
    func pixels(from low: Double, to high: Double) -> Range<Int> {
        let first = max(0, Int(rounding: (low - start) / scale, .down))
        let end = min(pixels, Int(rounding: (high - start) / scale, .up))
        return min(first, pixels)..<max(end, min(first, pixels))
    }
}
