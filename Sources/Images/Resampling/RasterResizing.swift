/// A part of an image in pixels, corners not necessarily whole: [x0, x1) × [y0, y1), origin at the outer corner of the
/// top left pixel.
public struct ResamplingBox: Sendable, Equatable {
    public var x0, y0, x1, y1: Double

    public init(x0: Double, y0: Double, x1: Double, y1: Double) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }
}

extension Raster {
    /// The image at another size, bit for bit what Pillow 13's `Image.resize` returns.
    ///
    /// - Parameter box: the part to enlarge or reduce; the whole image by default. The filter may look beyond its edges.
    /// - Precondition: the sizes are positive, and the box is not empty and lies within the image.
    public func resized(width: Int, height: Int, filter: ResamplingFilter, box: ResamplingBox? = nil) -> Raster {
        let box = box ?? ResamplingBox(x0: 0, y0: 0, x1: Double(self.width), y1: Double(self.height))
        precondition(width > 0 && height > 0, "no image of \(width)×\(height) pixels")
        precondition(box.x0 >= 0 && box.y0 >= 0 && box.x0 < box.x1 && box.y0 < box.y1, "empty box \(box)")
        precondition(box.x1 <= Double(self.width) && box.y1 <= Double(self.height), "\(box) is beyond the image")
        let wholeWidth = box.x0 == 0 && box.x1 == Double(self.width) && width == self.width
        let wholeHeight = box.y0 == 0 && box.y1 == Double(self.height) && height == self.height
        if wholeWidth && wholeHeight { return self }
        if filter == .nearest { return picked(width: width, height: height, box: box) }

        let across =
            wholeWidth
            ? nil
            : ResamplingWeights(
                filter: filter, inputSize: self.width, low: Float(box.x0), high: Float(box.x1), outputSize: width)
        let down =
            wholeHeight
            ? nil
            : ResamplingWeights(
                filter: filter, inputSize: self.height, low: Float(box.y0), high: Float(box.y1), outputSize: height)
        guard let across else { return down.map { resampledDown($0) } ?? self }
        guard let down else { return resampledAcross(across, rows: 0..<height) }
        // Pillow rounds to 8 bits between the passes, so the order shows in the result.
        if self.height > height && self.height - height > 2 * (self.width - width) {
            return resampledDown(down).resampledAcross(across, rows: 0..<height)
        }
        let rows = down.range
        return resampledAcross(across, rows: rows).resampledDown(down, skipping: rows.lowerBound)
    }

    /// The nearest pixel of each; positions are summed up step by step, as Pillow does.
    private func picked(width: Int, height: Int, box: ResamplingBox) -> Raster {
        let columns = Self.positions(low: box.x0, high: box.x1, count: width, limit: self.width)
        let rows = Self.positions(low: box.y0, high: box.y1, count: height, limit: self.height)
        var output = [UInt8]()
        output.reserveCapacity(width * height * 3)
        for row in rows {
            let source = pixels.span.extracting(row * self.width * 3..<(row + 1) * self.width * 3)
            for column in columns {
                output.append(source[column * 3])
                output.append(source[column * 3 + 1])
                output.append(source[column * 3 + 2])
            }
        }
        return Raster(width: width, height: height, pixels: output)
    }

    private static func positions(low: Double, high: Double, count: Int, limit: Int) -> [Int] {
        let step = (Double(Float(high)) - Double(Float(low))) / Double(count)
        var position = Double(Float(low)) + step * 0.5
        var result: [Int] = []
        for _ in 0..<count {
            result.append(min(limit - 1, max(0, Int(position))))
            position += step
        }
        return result
    }
}
