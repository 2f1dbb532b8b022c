/// A rectangle of an image in fractional pixels: [x0, x1) × [y0, y1), with the origin at the outer corner of the top left
/// pixel.
package struct ResamplingBox: Sendable, Equatable {
    package var x0, y0, x1, y1: Double

    package init(x0: Double, y0: Double, x1: Double, y1: Double) {
        self.x0 = x0
        self.y0 = y0
        self.x1 = x1
        self.y1 = y1
    }
}

extension Raster {
    /// Returns the image resized, bit for bit as Pillow 13's `Image.resize`.
    ///
    /// - Parameter box: The part to resize (default: the whole image). The filter may use pixels outside the box but not
    ///   outside the image.
    /// - Precondition: The sizes are positive, and the box is not empty and lies within the image.
    package func resized(width: Int, height: Int, filter: ResamplingFilter, box: ResamplingBox? = nil) -> Raster {
        resized(
            width: width, height: height, filter: filter, box: box, columns: 0..<max(0, width), rows: 0..<max(0, height)
        )
    }

    /// Returns some columns and rows of the result of `resized(width:height:filter:box:)`.
    ///
    /// The rest is not computed, so the cost of enlarging and cropping depends only on the crop.
    func resized(
        width: Int, height: Int, filter: ResamplingFilter, box: ResamplingBox? = nil,
        columns: Range<Int>, rows: Range<Int>
    ) -> Raster {
        let box = box ?? ResamplingBox(x0: 0, y0: 0, x1: Double(self.width), y1: Double(self.height))
        precondition(width > 0 && height > 0, "no image of \(width)×\(height) pixels")
        precondition(columns.upperBound <= width && rows.upperBound <= height, "a window beyond the image")
        precondition(box.x0 >= 0 && box.y0 >= 0 && box.x0 < box.x1 && box.y0 < box.y1, "empty box \(box)")
        precondition(box.x1 <= Double(self.width) && box.y1 <= Double(self.height), "\(box) is beyond the image")
        let keepsWidth = box.x0 == 0 && box.x1 == Double(self.width) && width == self.width
        let keepsHeight = box.y0 == 0 && box.y1 == Double(self.height) && height == self.height
        if filter == .nearest || keepsWidth && keepsHeight {
            return picked(
                columns: Self.positions(low: box.x0, high: box.x1, count: width, window: columns, limit: self.width),
                rows: Self.positions(low: box.y0, high: box.y1, count: height, window: rows, limit: self.height))
        }
        // An axis that keeps its size is unchanged under any filter.
        let across = ResamplingWeights(
            filter: keepsWidth ? .box : filter, inputSize: self.width, low: Float(box.x0), high: Float(box.x1),
            outputSize: width, window: columns)
        let down = ResamplingWeights(
            filter: keepsHeight ? .box : filter, inputSize: self.height, low: Float(box.y0), high: Float(box.y1),
            outputSize: height, window: rows)
        if keepsWidth && columns.count == width { return resampledDown(down) }
        if keepsHeight && rows.count == height { return resampledAcross(across, rows: rows) }
        // Pillow rounds to 8 bits between the passes, so the result depends on their order.
        if self.height > height && self.height - height > 2 * (self.width - width) {
            return resampledDown(down).resampledAcross(across, rows: 0..<rows.count)
        }
        let needed = down.range
        return resampledAcross(across, rows: needed).resampledDown(down, skipping: needed.lowerBound)
    }

    private func picked(columns: [Int], rows: [Int]) -> Raster {
        var output = [UInt8]()
        output.reserveCapacity(columns.count * rows.count * 3)
        for row in rows {
            let source = pixels.span.extracting(row * width * 3..<(row + 1) * width * 3)
            for column in columns {
                output.append(source[column * 3])
                output.append(source[column * 3 + 1])
                output.append(source[column * 3 + 2])
            }
        }
        return Raster(width: columns.count, height: rows.count, pixels: output)
    }

    /// Returns the nearest input pixel of each output pixel in `window`; positions are accumulated as in Pillow.
    private static func positions(low: Double, high: Double, count: Int, window: Range<Int>, limit: Int) -> [Int] {
        let step = (Double(Float(high)) - Double(Float(low))) / Double(count)
        var position = Double(Float(low)) + step * 0.5
        var result: [Int] = []
        for index in 0..<window.upperBound {
            if index >= window.lowerBound { result.append(min(limit - 1, max(0, Int(position)))) }
            position += step
        }
        return result
    }
}
